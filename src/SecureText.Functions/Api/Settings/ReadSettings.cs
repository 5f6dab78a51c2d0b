using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Clinic;

namespace SecureText.Api.Settings;

/// <summary>
/// <c>GET /api/settings</c>: all that the owner may change, as it is stored this moment. <c>damaged</c> says that the newest
/// version was changed outside this program and the one before is in force; saving any section mends it.
/// </summary>
public sealed class ReadSettings(ClinicSettingsSource source)
{
    /// <summary>The settings.</summary>
    [Function(nameof(ReadSettings))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (settings, isDamaged) = await source.ReadAsync(cancellationToken);
        var body = JsonSerializer.SerializeToNode(settings, ClinicJson.Strict)!.AsObject();
        body["damaged"] = isDamaged;
        return ApiJson.Ok<JsonObject>(body);
    }
}

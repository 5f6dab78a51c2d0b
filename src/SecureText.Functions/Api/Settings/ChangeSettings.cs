using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Clinic;

namespace SecureText.Api.Settings;

/// <summary><c>PUT /api/settings/{section}</c> with <c>{version, value}</c>: the owner changes one section.</summary>
public sealed class ChangeSettings(SettingsChanges changes)
{
    private const int LongestBody = 512 * 1024;

    /// <summary>The new version; 409 when somebody else has changed the settings since, 422 with what is wrong.</summary>
    [Function(nameof(ChangeSettings))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "settings/{section}")] HttpRequest request,
        string section,
        CancellationToken cancellationToken)
    {
        if (!SettingsSections.All.Contains(section)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<Change>(request, cancellationToken, LongestBody);
        if (body is not { Version: { } version, Value.ValueKind: not JsonValueKind.Undefined })
            return Problems.BadRequest("Send {version, value}: the version that was read, and the section as it should be.");
        var actor = AccessMiddleware.StaffOf(request).Actor;
        return await changes.ChangeAsync(section, version, body.Value, actor, RequestId.Of(request), cancellationToken) switch
        {
            SettingsChange.Done(var next) => ApiJson.Ok(new Changed(next)),
            SettingsChange.Refused(var findings) => Problems.Unprocessable(
                "settings-invalid", "This was not saved. See what to change.", findings),
            _ => Problems.Conflict(
                "settings-changed", "Somebody has changed the settings since you opened them. Nothing was saved; open them again."),
        };
    }

    private sealed record Change(long? Version, JsonElement Value);

    private sealed record Changed(long Version);
}

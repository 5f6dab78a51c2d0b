using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Campaigns;
using SecureText.Clinic;

namespace SecureText.Api.Campaigns;

/// <summary><c>GET /api/playbooks</c>: what campaigns may be started with. They are changed as a section of the settings.</summary>
public sealed class ListPlaybooks(ClinicSettingsSource source)
{
    /// <summary>As they are stored this moment.</summary>
    [Function(nameof(ListPlaybooks))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "playbooks")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (settings, _) = await source.ReadAsync(cancellationToken);
        return ApiJson.Ok(new Listing(settings.Version, settings.Playbooks));
    }

    private sealed record Listing(long Version, IReadOnlyList<Playbook> Items);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Campaigns;
using SecureText.Clinic;

namespace SecureText.Api.Campaigns;

/// <summary>
/// <c>GET /api/playbooks</c>: what campaigns may be started with. They are changed as a section of the settings. <c>changed</c>:
/// not our words; <c>ours</c>: our own playbook of that id then, to go back to.
/// </summary>
public sealed class ListPlaybooks(ClinicSettingsSource source)
{
    /// <summary>As they are stored this moment.</summary>
    [Function(nameof(ListPlaybooks))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "playbooks")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (settings, _) = await source.ReadAsync(cancellationToken);
        return ApiJson.Ok(new Listing(settings.Version, [.. settings.Playbooks.Select(ItemOf)]));
    }

    private static JsonObject ItemOf(Playbook playbook)
    {
        var ours = Playbooks.Default.FirstOrDefault(one => one.Id == playbook.Id);
        var changed = ours is null || PlaybookJson.Write(ours) != PlaybookJson.Write(playbook);
        var item = JsonSerializer.SerializeToNode(playbook, ApiJson.Options)!.AsObject();
        item["changed"] = changed;
        item["ours"] = changed && ours is not null ? JsonSerializer.SerializeToNode(ours, ApiJson.Options) : null;
        return item;
    }

    private sealed record Listing(long Version, IReadOnlyList<JsonObject> Items);
}

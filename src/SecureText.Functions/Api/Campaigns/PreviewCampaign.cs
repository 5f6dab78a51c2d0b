using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Clinic;

namespace SecureText.Api.Campaigns;

/// <summary>
/// <c>POST /api/campaigns/preview</c> with <c>{playbook, selection, cursor?}</c>: exactly what would be sent to whom and when, and
/// what would not go, fifty at a time. Counts are those of the page.
/// </summary>
public sealed class PreviewCampaign(CampaignPreviews previews, ClinicSettingsSource source, IJournal journal, TimeProvider time)
{
    /// <summary>Opens a page and shows it only after the journal has it (P2).</summary>
    [Function(nameof(PreviewCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/preview")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<Body>(request, cancellationToken);
        if (body is not { Playbook: not null, Cursor: null or { Length: <= CampaignRequests.LongestCursor } })
            return Problems.BadRequest("Send {playbook, selection, cursor?}.");
        var (settings, _) = await source.ReadAsync(cancellationToken);
        if (settings.Playbooks.FirstOrDefault(one => one.Id == body.Playbook) is not { } playbook) return Problems.NotFound;
        if (CampaignRequests.SelectionOf(body.Selection, playbook) is not { } selection)
            return Problems.BadRequest("Send a selection {kind, from?, until?} of a kind that the playbook is about.");

        var (items, cursor) = await previews.ReadAsync(playbook, settings, selection, body.Cursor, cancellationToken);
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "campaign.preview",
            [.. items.Select(item => item.Conversation).Distinct()], "done", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        var suppressed = items.Where(item => item.Suppressed is not null).CountBy(item => item.Suppressed!.Code)
            .OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return ApiJson.Ok(new Answer(
            items,
            new Counts(items.Count, items.Count(item => item.Texts.Count > 0), items.Sum(item => item.Texts.Count), suppressed),
            cursor));
    }

    private sealed record Body(string? Playbook, CampaignRequests.SelectionBody? Selection, string? Cursor);

    private sealed record Answer(IReadOnlyList<CampaignPreviews.Item> Items, Counts Counts, string? Cursor);

    private sealed record Counts(int People, int WillText, int Texts, IReadOnlyDictionary<string, int> Suppressed);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Campaigns;
using SecureText.Storage;

namespace SecureText.Api.Campaigns;

/// <summary><c>GET /api/campaigns/{campaign}/people?cursor</c>: who is in it and what became of the texts to each.</summary>
public sealed class ReadCampaignPeople(
    CampaignStore store, CampaignMembers members, CampaignPeople people, IJournal journal, TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>Opens a page and shows it only after the journal has it (P2).</summary>
    [Function(nameof(ReadCampaignPeople))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "campaigns/{campaign}/people")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        var cursor = request.Query["cursor"].ToString();
        if (cursor.Length > CampaignRequests.LongestCursor) return Problems.BadRequest("Send the cursor as it came.");
        if (!CampaignRequests.IsId(campaign) || await store.FindAsync(campaign, cancellationToken) is not { Campaign: not null })
            return Problems.NotFound;

        var (page, next) = await members.ReadAsync(campaign, cursor.Length == 0 ? null : cursor, PageSize, cancellationToken);
        var items = new Item[page.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = CampaignPeople.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, page.Count, options, async (i, token) =>
        {
            var (_, patient) = await people.OpenAsync(page[i].Conversation, page[i].PatientId, token);
            items[i] = ItemOf(page[i], patient);
        });
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "campaign.people",
            [.. page.Select(member => member.Conversation.Value).Distinct()], "done", RequestId.Of(request), campaign);
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new Page<Item>(items, next));
    }

    private static Item ItemOf(CampaignMember member, CampaignPeople.Person patient) => new(
        member.Conversation.Value,
        patient,
        member.State is { } state ? state.Status.ToString().ToLowerInvariant() : "suppressed",
        member.State is null ? member.Suppressed : member.State.Fact ?? member.State.Outcome,
        member.State is { Status: JourneyStatus.Ended } ? null : member.WakeAt,
        [.. member.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(TextOf)]);

    private static Text TextOf(KeyValuePair<string, string> text)
    {
        var parts = text.Value.Split(':', 2);
        return new Text(text.Key, parts[0], parts.ElementAtOrDefault(1), null);
    }

    private sealed record Item(
        string Conversation, CampaignPeople.Person Patient, string Status, string? Outcome, DateTimeOffset? NextAt, IReadOnlyList<Text> Texts);

    // The time of each text is not kept so far.
    private sealed record Text(string Key, string Status, string? Reason, DateTimeOffset? At);
}

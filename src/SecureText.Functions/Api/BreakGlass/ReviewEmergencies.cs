using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.BreakGlass;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.BreakGlass;

/// <summary>An owner looks at what was opened by emergency access, and says whether it was right.</summary>
public sealed class ReviewEmergencies(
    EmergencyStore grants, EmergencyAccess access, StaffNames names, IJournal journal, TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary><c>GET /api/emergencies?cursor</c>: newest first. A reason may tell of a patient, so it is journaled (P2).</summary>
    [Function("ListEmergencies")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "emergencies")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        EmergencyId? after = null;
        if (request.Query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (!EmergencyId.TryParse(cursor, out var last)) return Problems.BadRequest("'cursor' is not one that this list gave.");
            after = last;
        }

        var (rows, hasMore) = await grants.ReadAsync(after, PageSize, cancellationToken);
        var items = new List<EmergencyItem>(rows.Count);
        foreach (var (id, row) in rows) items.Add(await ItemOfAsync(id, row, cancellationToken));
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "emergency.list",
            [.. rows.Select(one => one.Row?.Grant.Conversation.Value).OfType<string>().Distinct()],
            items.Any(item => item.Damaged) ? "damaged" : "done", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new Page<EmergencyItem>(items, hasMore ? rows[^1].Id.Value : null));
    }

    /// <summary>
    /// <c>POST /api/emergencies/{emergency}/review</c> with <c>{finding: "appropriate"|"not-appropriate", note}</c>: 204; 409
    /// while it is open or when an owner was first, 403 for one's own while there is another owner.
    /// </summary>
    [Function("ReviewEmergency")]
    public async Task<IResult> ReviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "emergencies/{emergency}/review")] HttpRequest request,
        string emergency,
        CancellationToken cancellationToken)
    {
        if (!EmergencyId.TryParse(emergency, out var id)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<ReviewBody>(request, cancellationToken);
        EmergencyFinding? finding = body?.Finding switch
        {
            "appropriate" => EmergencyFinding.Appropriate,
            "not-appropriate" => EmergencyFinding.NotAppropriate,
            _ => null,
        };
        if (finding is not { } found || !EmergencyText.TryRead(body!.Note, out var note))
            return Problems.BadRequest("Send {finding: \"appropriate\" or \"not-appropriate\", note} with a note of 10 to 500 characters.");
        var result = await access.ReviewAsync(
            id, AccessMiddleware.StaffOf(request), found, note, RequestId.Of(request), cancellationToken);
        return result.Outcome == EmergencyOutcome.Done ? Results.NoContent() : EmergencyText.Refusal(result.Outcome);
    }

    private async Task<EmergencyItem> ItemOfAsync(EmergencyId id, EmergencyRow? row, CancellationToken cancellationToken)
    {
        if (row is null) return new EmergencyItem(id.Value, null, null, null, null, null, null, null, Damaged: true);
        var grant = row.Grant;
        return new EmergencyItem(
            id.Value, await PersonAsync(grant.Staff, cancellationToken), grant.Conversation.Value,
            await grants.ReasonOfAsync(row, cancellationToken), grant.From, grant.Until, null,
            grant.Review is { } review
                ? new ReviewItem(
                    await PersonAsync(review.By, cancellationToken), review.At,
                    review.Finding == EmergencyFinding.Appropriate ? "appropriate" : "not-appropriate",
                    await grants.NoteOfAsync(row, cancellationToken))
                : null,
            Damaged: false);
    }

    private async Task<PersonItem> PersonAsync(StaffId id, CancellationToken cancellationToken) =>
        new(id.Value, await names.FindAsync(id.Value, cancellationToken));

    private sealed record ReviewBody(string? Finding, string? Note);

    private sealed record PersonItem(string Id, string? Name);

    private sealed record ReviewItem(PersonItem By, DateTimeOffset At, string Finding, string? Note);

    // Damaged: its row was changed outside the program; it opens nothing, and nothing of it is believed.
    // Entries: how many the log has of it; not counted so far.
    private sealed record EmergencyItem(
        string Id, PersonItem? Staff, string? Conversation, string? Reason, DateTimeOffset? From, DateTimeOffset? Until,
        int? Entries, ReviewItem? Review, bool Damaged);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.Audit;

/// <summary>From the log's opaque ids to people and back. Both show who is a patient, so both are journaled first (P2).</summary>
public sealed class NameConversations(
    ConversationStore store,
    ShredStore shredded,
    InboxLines lines,
    IndexKeys keys,
    ClinicProfile clinic,
    IJournal journal,
    TimeProvider time)
{
    private const int Most = 50;

    /// <summary>
    /// <c>POST /api/audit/names</c> with <c>{conversations}</c>, up to 50: whose they are. One that does not open has no number;
    /// one whose record is destroyed says so.
    /// </summary>
    [Function("NameConversations")]
    public async Task<IResult> NamesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "audit/names")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<NamesBody>(request, cancellationToken);
        var ids = (body?.Conversations ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count is 0 or > Most || !ids.TrueForAll(id => ConversationId.TryParse(id, out _)))
            return Problems.BadRequest("Send {conversations} with 1 to 50 ids.");
        var items = await Task.WhenAll(ids.Select(id => NameAsync(ConversationId.Parse(id), cancellationToken)));
        await JournalAsync(request, AuditActions.Names, ids, "done", cancellationToken);
        return ApiJson.Ok(new { items });
    }

    /// <summary><c>POST /api/audit/find</c> with <c>{number}</c>: the conversation; 404 when there is none. Also that is journaled.</summary>
    [Function("FindConversation")]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "audit/find")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<FindBody>(request, cancellationToken);
        if (!PhoneNumber.TryParse(body?.Number, out var number))
            return Problems.BadRequest("Send {number} with a North American phone number.");
        var id = (await keys.IndexAsync(cancellationToken)).For(clinic.Lines[0].Id.Value, number.E164);
        var isThere = await store.FindAsync(id, cancellationToken) is not null;
        await JournalAsync(request, AuditActions.Find, [id.Value], isThere ? "done" : "refused", cancellationToken);
        return isThere ? ApiJson.Ok(new { conversation = id.Value }) : Problems.NotFound;
    }

    private async Task<NameItem> NameAsync(ConversationId id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } head)
        {
            var stub = await shredded.FindStubAsync(id, cancellationToken);
            return new NameItem(id.Value, [], null, Shredded: stub is not null);
        }

        var line = await lines.OpenAsync(id, head, cancellationToken);
        return new NameItem(id.Value, [.. line.Patients.Select(patient => patient.DisplayName)], line.Number, Shredded: false);
    }

    private Task JournalAsync(
        HttpRequest request, string action, IReadOnlyList<string> subjects, string outcome, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, action, subjects, outcome, RequestId.Of(request)),
            cancellationToken);

    private sealed record NamesBody(string[]? Conversations);

    private sealed record FindBody(string? Number);

    private sealed record NameItem(string Conversation, IReadOnlyList<string> Names, string? Number, bool Shredded);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Consent;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Api.Consents;

/// <summary><c>GET|POST /api/consents</c>: what a patient agreed to, with the wording, and recording it (S10).</summary>
public sealed class Consents(ConsentLedger ledger, ConversationDoor door, IJournal journal, TimeProvider time)
{
    /// <summary><c>GET /api/consents?conversation={id}</c>: all records, newest first, the state they add up to, and how many do not open.</summary>
    [Function("ReadConsents")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "consents")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(request.Query["conversation"], out var id)) return Problems.NotFound;
        if (await door.RefusalAsync(request, id, cancellationToken) is { } refusal) return refusal;
        if (await ledger.ReadAsync(id, cancellationToken) is not { } read) return Problems.NotFound;
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "consent.read", [id.Value],
            read.Damaged > 0 ? "damaged" : "done",
            RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new ConsentHistory(
            ConsentItem.Of(read.State), [.. read.Records.Select(ConsentRecordItem.Of)], read.Damaged));
    }

    /// <summary><c>POST /api/consents</c>: records what a patient said to staff or signed.</summary>
    [Function("RecordConsent")]
    public async Task<IResult> RecordAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "consents")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<RecordBody>(request, cancellationToken);
        if (body is null || body.Change is not (ConsentChange.Granted or ConsentChange.Withdrawn or ConsentChange.ReviewClosed)
            || body.Source is not (ConsentSource.Staff or ConsentSource.Form))
        {
            return Problems.BadRequest(
                "Send {number, change: granted|withdrawn|reviewClosed, classes, source: staff|form, wording}.");
        }

        if (!PhoneNumber.TryParse(body.Number, out var number))
            return Problems.BadRequest("'number' is not a North American phone number.");
        var classes = body.Classes ?? [];
        if (body.Change == ConsentChange.Granted && (classes.Length == 0 || string.IsNullOrWhiteSpace(body.Wording)))
            return Problems.BadRequest("A consent names its 'classes' and the 'wording' that the patient agreed to.");
        if (body.Wording?.Length > ConsentRecord.LongestWording)
            return Problems.BadRequest("'wording' is longer than 2000 characters.");

        var conversation = await ledger.IdForAsync(number, cancellationToken);
        if (await door.RefusalIfKnownAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        var staff = AccessMiddleware.StaffOf(request);
        var now = time.GetUtcNow();
        var record = new ConsentRecord(
            body.Change.Value,
            body.Change == ConsentChange.ReviewClosed ? [] : classes,
            body.Source.Value,
            body.At is { } at && at < now ? at : now,
            staff.Actor,
            body.Wording is null ? null : new MessageText(body.Wording));
        return await ledger.RecordAsync(number, record, RequestId.Of(request), cancellationToken) is var (id, state)
            ? ApiJson.Ok(new Recorded(id.Value, ConsentItem.Of(state)), 201)
            : Problems.Conflict(
                "consent-withdrawn",
                "The patient has withdrawn. Only START from the patient's phone, or a form signed since ('source': 'form'), lifts that.");
    }

    private sealed record RecordBody(
        string? Number,
        ConsentChange? Change,
        MessageClass[]? Classes,
        ConsentSource? Source,
        string? Wording,
        DateTimeOffset? At);

    private sealed record Recorded(string ConversationId, ConsentItem Consent);

    private sealed record ConsentHistory(ConsentItem Consent, IReadOnlyList<ConsentRecordItem> Items, int Damaged);

    private sealed record ConsentRecordItem(
        ConsentChange Change,
        IReadOnlyList<MessageClass> Classes,
        ConsentSource Source,
        DateTimeOffset At,
        string By,
        string? Wording)
    {
        public static ConsentRecordItem Of(ConsentRecord record) => new(
            record.Change, record.Classes, record.Source, record.At, record.By, record.Wording?.Value);
    }
}

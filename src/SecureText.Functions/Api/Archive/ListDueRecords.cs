using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Archive;
using SecureText.Audit;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Archive;

/// <summary><c>GET /api/archive/due</c>: conversations whose time is over, what was put away first.</summary>
public sealed class ListDueRecords(DueRecords due, InboxLines lines, StaffNames names, IJournal journal, TimeProvider time)
{
    /// <summary>Opens the page and shows it only after the journal has it (P2).</summary>
    [Function(nameof(ListDueRecords))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "archive/due")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!Cursor.TryRead(request.Query["cursor"], DueRecords.IsCursor, out var after)) return Problems.BadRequest("'cursor' is not one that this list gave.");
        var (found, next) = await due.ReadAsync(after, cancellationToken);
        var items = new List<Item>(found.Count);
        foreach (var (row, status) in found) items.Add(await ItemAsync(row, status, cancellationToken));
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "archive.due", [.. items.Select(item => item.Conversation)],
            items.Exists(item => item.Damaged) ? "damaged" : "done", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new Page<Item>(items, Cursor.Write(next)));
    }

    private async Task<Item> ItemAsync(InboxRow row, RecordStatus status, CancellationToken cancellationToken)
    {
        var line = await lines.OpenAsync(row, cancellationToken);
        var record = await RecordItem.OfAsync(status, names, cancellationToken);
        return new Item(
            row.Id.Value,
            [.. line.Patients.Select(patient => patient.DisplayName)],
            line.Number,
            record.LastActivityAt,
            record.KeepUntil,
            record.Hold,
            record.Exports.Any(export => export.At > record.LastActivityAt),
            record.Shredding,
            line.Damaged);
    }

    private sealed record Item(
        string Conversation,
        IReadOnlyList<string> Names,
        string? Number,
        DateTimeOffset? LastActivityAt,
        DateTimeOffset? KeepUntil,
        HoldItem? Hold,
        bool Exported,
        MadeItem? Shredding,
        bool Damaged);
}

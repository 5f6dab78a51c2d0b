using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary><c>GET /api/conversations/{id}/messages</c>: one page of a thread, newest first.</summary>
public sealed class ReadMessages(
    ConversationStore store,
    ConversationDoor door,
    OpenedMessages messages,
    InboxLines lines,
    IJournal journal,
    TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>Opens the page and shows it only after the journal has it (P2).</summary>
    [Function(nameof(ReadMessages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/messages")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        MessageId? before = null;
        if (request.Query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (!MessageId.TryParse(cursor, out var at))
                return Problems.BadRequest("'cursor' is not one that this thread gave.");
            before = at;
        }

        var page = await store.ReadAsync(conversation, before, PageSize, cancellationToken);
        if (page.Head is null) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, page.Head, cancellationToken) is { } refusal) return refusal;
        var items = new List<MessageItem>(page.Messages.Count);
        foreach (var row in page.Messages) items.Add(await messages.OpenAsync(conversation, row, page.Keys, cancellationToken));
        var line = before is null ? await lines.OpenAsync(conversation, page.Head, cancellationToken) : null;
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "conversation.read", [conversation.Value],
            page.IsDamaged || line is { Damaged: true } || items.Any(item => item.Damaged) ? "damaged" : "done", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new Thread(items, page.HasMore ? items[^1].Id : null, line));
    }

    /// <param name="Items">Messages.</param>
    /// <param name="Cursor">Asks for the next page; null on the last.</param>
    /// <param name="Conversation">Whose thread it is; on the first page only.</param>
    private sealed record Thread(IReadOnlyList<MessageItem> Items, string? Cursor, ConversationItem? Conversation);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary><c>GET /api/conversations/{id}/messages</c>: one page of a thread, newest first.</summary>
public sealed partial class ReadMessages(
    ConversationStore store, SealedTexts texts, IJournal journal, TimeProvider time, ILogger<ReadMessages> logger)
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
        var items = new List<MessageItem>(page.Messages.Count);
        foreach (var row in page.Messages) items.Add(await OpenAsync(conversation, row, page.Keys, cancellationToken));
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "conversation.read", [conversation.Value],
            page.IsDamaged || items.Any(item => item.Damaged) ? "damaged" : "done", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new Page<MessageItem>(items, page.HasMore ? items[^1].Id : null));
    }

    private async Task<MessageItem> OpenAsync(
        ConversationId conversation, MessageRow row, WrappedKeys keys, CancellationToken cancellationToken)
    {
        string? text = null;
        try
        {
            if (!row.IsWhole) throw new SealBrokenException(SealBreak.Altered);
            text = (await texts.OpenAsync(conversation, row, keys, cancellationToken)).Value;
        }
        catch (SealBrokenException e)
        {
            LogDamaged(row.Message.Id.Value, conversation.Value, e.Reason);
        }

        return MessageItem.Of(row.Message, text);
    }

    [LoggerMessage(1, LogLevel.Error, "Message {MessageId} of conversation {Conversation} does not open ({Reason}).")]
    private partial void LogDamaged(string messageId, string conversation, SealBreak reason);
}

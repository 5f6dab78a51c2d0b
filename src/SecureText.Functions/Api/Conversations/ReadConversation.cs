using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary><c>GET /api/conversations/{id}</c>: one line of the inbox by itself.</summary>
public sealed class ReadConversation(
    ConversationStore store, ConversationDoor door, InboxLines lines, IJournal journal, TimeProvider time)
{
    /// <summary>Opens the line and shows it only after the journal has it (P2).</summary>
    [Function(nameof(ReadConversation))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await store.FindAsync(conversation, cancellationToken) is not { } head) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, head, cancellationToken) is { } refusal) return refusal;
        var line = await lines.OpenAsync(conversation, head, cancellationToken);
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "inbox.read", [conversation.Value],
            line.Damaged ? "damaged" : "done", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(line);
    }
}

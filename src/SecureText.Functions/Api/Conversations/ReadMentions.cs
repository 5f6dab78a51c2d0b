using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary><c>GET /api/mentions</c>: the notes that are addressed to the caller and not seen yet. Opaque ids only.</summary>
public sealed class ReadMentions(Mentions mentions)
{
    /// <summary>Newest first.</summary>
    [Function(nameof(ReadMentions))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "mentions")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var found = await mentions.ReadAsync(AccessMiddleware.StaffOf(request).Id, cancellationToken);
        return ApiJson.Ok(new Found([.. found.Select(m => new Item(m.Conversation.Value, m.Message.Value, m.By, m.At))]));
    }

    private sealed record Found(IReadOnlyList<Item> Items);

    private sealed record Item(string Conversation, string Message, string By, DateTimeOffset At);
}

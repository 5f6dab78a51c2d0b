using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary><c>GET /api/conversations</c>: one page of a view of the inbox, newest first.</summary>
public sealed class ListConversations(InboxIndex inbox, InboxLines lines, IJournal journal, TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>Opens the page and shows it only after the journal has it (P2).</summary>
    [Function(nameof(ListConversations))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var staff = AccessMiddleware.StaffOf(request);
        var view = request.Query["view"].ToString();
        if (PrefixOf(view, staff) is not { } prefix)
            return Problems.BadRequest("'view' is one of open, unanswered, urgent, mine, closed.");
        if (!Cursor.TryRead(request.Query["cursor"], key => key.StartsWith(prefix, StringComparison.Ordinal), out var after))
            return Problems.BadRequest("'cursor' is not one that this view gave.");

        var (rows, next) = await inbox.ReadAsync(
            prefix, after, PageSize, cancellationToken, staff.MayOpenAll() ? null : row => staff.MayOpen(row.AssignedTo));
        var items = new List<ConversationItem>(rows.Count);
        foreach (var row in rows) items.Add(await lines.OpenAsync(row, cancellationToken));
        var entry = new AuditEntry(
            time.GetUtcNow(), staff.Actor, "inbox.read", [.. rows.Select(r => r.Id.Value)],
            items.Any(i => i.Damaged) ? "damaged" : "done", RequestId.Of(request), view.Length == 0 ? "open" : view);
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new Page<ConversationItem>(items, Cursor.Write(next)));
    }

    private static string? PrefixOf(string view, StaffMember staff) => view switch
    {
        "" or "open" => InboxViews.Open,
        "unanswered" => InboxViews.Unanswered,
        "urgent" => InboxViews.Urgent,
        "mine" => InboxViews.Mine(staff.Id),
        "closed" => InboxViews.Closed,
        _ => null,
    };
}

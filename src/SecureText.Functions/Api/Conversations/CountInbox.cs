using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary><c>GET /api/inbox/counts</c>: how many conversations each view has for this reader, to a thousand. Numbers only.</summary>
public sealed class CountInbox(InboxIndex inbox, Mentions mentions)
{
    /// <summary>Six requests at once, each of row keys only.</summary>
    [Function(nameof(CountInbox))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inbox/counts")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var staff = AccessMiddleware.StaffOf(request);
        Func<string?, bool>? keep = staff.MayOpenAll() ? null : staff.MayOpen;
        string[] views =
            [InboxViews.Open, InboxViews.Unanswered, InboxViews.Urgent, InboxViews.Mine(staff.Id), InboxViews.Closed];
        var mine = mentions.CountAsync(staff.Id, cancellationToken);
        var counts = await Task.WhenAll(views.Select(view => inbox.CountAsync(view, keep, cancellationToken)));
        return ApiJson.Ok(new Counts(counts[0], counts[1], counts[2], counts[3], counts[4], await mine));
    }

    private sealed record Counts(int Open, int Unanswered, int Urgent, int Mine, int Closed, int Mentions);
}

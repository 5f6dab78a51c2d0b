using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.BreakGlass;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>
/// <c>GET /api/changes?conversation={id}</c>: what a page asks every few seconds (decision 005). Nothing of a patient is in it, so
/// it is not journaled; with the ETag of the answer before, the same answer is 304.
/// </summary>
public sealed class ReadChanges(
    InboxIndex inbox,
    Mentions mentions,
    ConversationStore store,
    PresenceBoard board,
    StaffNames names,
    EmergencyDoor emergencies,
    TimeProvider time)
{
    // A status changes while its text is young: the page has the older ones from the thread.
    private const int Newest = 30;

    /// <summary>Two storage requests at once; four with a conversation.</summary>
    [Function(nameof(ReadChanges))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "changes")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var staff = AccessMiddleware.StaffOf(request);
        var asked = request.Query["conversation"].ToString();
        ConversationId? open = null;
        if (asked.Length > 0)
        {
            if (!ConversationId.TryParse(asked, out var id)) return Problems.NotFound;
            open = id;
        }

        var tag = inbox.TagAsync(cancellationToken);
        var count = mentions.CountAsync(staff.Id, cancellationToken);
        var present = open is { } here ? PresentAsync(staff, here, cancellationToken) : Task.FromResult<IReadOnlyList<Person>>([]);
        var page = open is { } there ? await store.ReadAsync(there, null, Newest, cancellationToken) : null;
        var (inboxTag, mentionCount, people) = (await tag, await count, await present);
        if (page is { Head: null }) return Problems.NotFound;
        if (page?.Head is { } head && !await emergencies.MayOpenAsync(staff, open!.Value, head, cancellationToken)) return Problems.NotYours;
        return Answer(request, new Changes(inboxTag, mentionCount, page is null ? null : ThreadOf(page), people));
    }

    private async Task<IReadOnlyList<Person>> PresentAsync(
        StaffMember staff, ConversationId id, CancellationToken cancellationToken)
    {
        var people = new List<Person>();
        foreach (var other in await board.OthersAsync(staff.Id, id, time.GetUtcNow(), cancellationToken))
            people.Add(new Person(other.StaffId, await names.FindAsync(other.StaffId, cancellationToken), other.Typing));
        return people;
    }

    // Not the statuses: a page that opened the thread again for each of them would fill the journal with reads of one text.
    private static Thread ThreadOf(ThreadPage page) => new(
        Hash(string.Join('\n', page.Messages.Select(row => $"{row.Message.Id.Value} {row.Message.PatientId}"))),
        [.. page.Messages.Select(row => new StatusOf(
            row.Message.Id.Value, row.Message.Status, row.Message.Reason,
            row.Message.Status == MessageStatus.Queued ? row.Message.DueAt : null))]);

    private static IResult Answer(HttpRequest request, Changes changes)
    {
        var etag = $"\"{Hash(JsonSerializer.Serialize(changes, ApiJson.Options))}\"";
        request.HttpContext.Response.Headers.ETag = etag;
        return request.Headers.IfNoneMatch.Contains(etag) ? Results.StatusCode(304) : ApiJson.Ok(changes);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];

    /// <param name="Inbox">Another word after each change of any conversation.</param>
    /// <param name="Mentions">Notes that are addressed to the caller and not seen.</param>
    /// <param name="Thread">The conversation asked for.</param>
    /// <param name="Present">Colleagues who have it open.</param>
    private sealed record Changes(string Inbox, int Mentions, Thread? Thread, IReadOnlyList<Person> Present);

    /// <param name="Tag">Another word when messages come or are said to be another patient's.</param>
    /// <param name="Statuses">Of the newest messages.</param>
    private sealed record Thread(string Tag, IReadOnlyList<StatusOf> Statuses);

    private sealed record StatusOf(string Id, MessageStatus Status, string? Reason, DateTimeOffset? DeferredUntil);

    private sealed record Person(string Id, string? DisplayName, bool Typing);
}

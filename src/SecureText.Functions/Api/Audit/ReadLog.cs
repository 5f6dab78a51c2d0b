using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Audit;

/// <summary>
/// Looks entries of the log up. They hold opaque ids only, so nothing of a patient is in them; each look is an entry itself,
/// with the kind of look and whom it was about, before its answer leaves.
/// </summary>
public sealed class ReadLog(JournalSearch search, StaffNames names, IndexKeys keys, IJournal journal, TimeProvider time)
{
    private const int MostHits = 200;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);
    private const string Mend =
        "Send some of {conversation, actor, action, address, source, outcome, emergency, from, until, cursor}, each as the log shows it.";

    /// <summary>
    /// <c>GET /api/audit/entries</c>: newest first, up to 200, or what three seconds find; with the cursor it goes on. No address:
    /// a URL is written down in many places.
    /// </summary>
    [Function("ReadEntries")]
    public Task<IResult> EntriesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/entries")] HttpRequest request,
        CancellationToken cancellationToken) =>
        AnswerAsync(request, QueryOf(request.Query), cancellationToken);

    /// <summary><c>POST /api/audit/entries</c>: the same, with what is asked for in the body, an address too.</summary>
    [Function("SearchEntries")]
    public async Task<IResult> SearchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "audit/entries")] HttpRequest request,
        CancellationToken cancellationToken) =>
        await AnswerAsync(
            request, await ApiJson.ReadAsync<LogQuery>(request, cancellationToken, whenNothing: Everything), cancellationToken);

    private async Task<IResult> AnswerAsync(HttpRequest request, LogQuery? query, CancellationToken cancellationToken)
    {
        if (query is null || !LogFilter.TryRead(query, await keys.IndexAsync(cancellationToken), out var filter))
            return Problems.BadRequest(Mend);
        var found = new List<JournalLine>();
        var scan = await search.ReadAsync(
            filter.Window, filter.Cursor,
            line =>
            {
                if (filter.Fits(line.Entry)) found.Add(line);
                return found.Count < MostHits;
            },
            Budget, cancellationToken);
        var items = new List<EntryItem>(found.Count);
        foreach (var line in found) items.Add(await ItemOfAsync(line, cancellationToken));
        await JournalAsync(request, "entries", filter, query.Address, cancellationToken);
        return ApiJson.Ok(new Entries(items, scan.Next?.Format(), Scanned.Of(scan)));
    }

    /// <summary>
    /// <c>POST /api/audit/touched</c> with <c>{actor|address|source, from, until, cursor}</c>: whose records an account or an address touched
    /// (S15), as sums over what one request has looked through; who asks adds them up. What was refused touched nothing.
    /// </summary>
    [Function("ReadTouched")]
    public async Task<IResult> TouchedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "audit/touched")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = await ApiJson.ReadAsync<LogQuery>(request, cancellationToken);
        if (query is null || (query.Actor ?? query.Address ?? query.Source) is null
            || !LogFilter.TryRead(query, await keys.IndexAsync(cancellationToken), out var filter))
            return Problems.BadRequest("Send {actor, from, until, cursor}, or address or source for actor.");
        var touched = new Dictionary<string, Touched>(StringComparer.Ordinal);
        var scan = await search.ReadAsync(
            filter.Window, filter.Cursor,
            line =>
            {
                if (filter.Fits(line.Entry) && TouchedRecords.IsTouch(line.Entry))
                {
                    foreach (var id in TouchedRecords.Of(line.Entry))
                    {
                        touched[id] = touched.TryGetValue(id, out var before)
                            ? before.With(line.Entry)
                            : Touched.Once(id, line.Entry);
                    }
                }

                return true;
            },
            Budget, cancellationToken);
        await JournalAsync(request, "touched", filter, query.Address, cancellationToken);
        return ApiJson.Ok(new TouchedPage(
            [.. touched.Values.OrderByDescending(one => one.Last)], scan.Next?.Format(), Scanned.Of(scan)));
    }

    /// <summary><c>GET /api/audit/actions</c>: what can stand in an entry, in plain words.</summary>
    [Function("ListActions")]
    public static IResult Actions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/actions")] HttpRequest request) =>
        ApiJson.Ok(new { items = AuditActions.All.Select(one => new { action = one.Key, text = one.Value }) });

    private static LogQuery Everything => new(null, null, null, null, null, null, null, null, null, null);

    private static LogQuery? QueryOf(IQueryCollection query)
    {
        if (query.ContainsKey("address") || !TryTime("from", out var from) || !TryTime("until", out var until)) return null;
        return new LogQuery(
            Text("conversation"), Text("actor"), Text("action"), null, Text("source"), Text("outcome"), Text("emergency"),
            from, until, Text("cursor"));

        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        bool TryTime(string name, out DateTimeOffset? at)
        {
            at = null;
            if (Text(name) is not { } text) return true;
            var isGood = DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
            at = parsed;
            return isGood;
        }
    }

    // The address itself is not in the entry, but its hash is: who asks for one address after another is seen to.
    private Task JournalAsync(
        HttpRequest request, string kind, LogFilter filter, string? address, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, AuditActions.Read, filter.Subjects, "done",
                RequestId.Of(request), address is null ? kind : $"{kind}|{filter.Source}"),
            cancellationToken);

    private async Task<EntryItem> ItemOfAsync(JournalLine line, CancellationToken cancellationToken)
    {
        var entry = line.Entry;
        var (kind, id) = entry.Actor.Split(':', 2) is [var first, var rest] ? (first, rest) : (entry.Actor, null);
        var name = kind == "staff" && id is not null ? await names.FindAsync(id, cancellationToken) : null;
        return new EntryItem(
            entry.At, new ActorItem(kind, id, name), entry.Action, entry.Subjects, entry.Outcome, entry.Correlation, entry.Detail,
            entry.Source, entry.Emergency, line.Writer, line.Seq);
    }

    private sealed record Entries(IReadOnlyList<EntryItem> Items, string? Cursor, Scanned Scanned);

    private sealed record TouchedPage(IReadOnlyList<Touched> Items, string? Cursor, Scanned Scanned);

    private sealed record ActorItem(string Kind, string? Id, string? Name);

    private sealed record EntryItem(
        DateTimeOffset At, ActorItem Actor, string Action, IReadOnlyList<string> Subjects, string Outcome, string Correlation,
        string? Detail, string? Source, string? Emergency, string Writer, long Seq);

    /// <param name="Entries">Lines read, fitting or not.</param>
    /// <param name="Back">How far back, so that the page can show it.</param>
    /// <param name="Damaged">Lines that are no entries: what they said is not in the answer. The verifier tells more.</param>
    private sealed record Scanned(long Entries, DateTimeOffset? Back, long Damaged)
    {
        public static Scanned Of(JournalScan scan) => new(scan.Entries, scan.Back, scan.Damaged);
    }
}

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SecureText.Audit;

/// <summary>What is looked through: entries of <paramref name="From"/> and later, before <paramref name="Until"/>.</summary>
public sealed record JournalWindow(DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Whether an entry of this time is in it.</summary>
    public bool Has(DateTimeOffset at) => !(at < From) && !(at >= Until);
}

/// <summary>What a search has looked at.</summary>
/// <param name="Next">Where to go on; null when all is read.</param>
/// <param name="Entries">Lines read.</param>
/// <param name="Damaged">Lines that are not as this program writes them; told, not hidden.</param>
/// <param name="Back">The time reached, towards the past; null when nothing was read.</param>
public sealed record JournalScan(JournalCursor? Next, long Entries, long Damaged, DateTimeOffset? Back);

/// <summary>
/// Looks through the journals from the newest entry back, day by day, those of several processes side by side. Believes
/// nothing of a line but that it is one: whether it is as it was written, the verifier says.
/// </summary>
public sealed class JournalSearch(BlobContainerClient container, TimeProvider time)
{
    /// <summary>
    /// How far the time in an entry may lie from the time it was appended: a request ends long before, and a block of unknown
    /// fate may keep a blob open past its day.
    /// </summary>
    public static TimeSpan Slack { get; } = TimeSpan.FromHours(1);

    private const int AtOnce = 16;
    private const int AsksTheTimeEvery = 256;

    /// <summary>Gives lines to <paramref name="take"/> until that has enough, the time is over or all is read.</summary>
    /// <param name="window">What to look at.</param>
    /// <param name="from">Where the search before ended; null to begin.</param>
    /// <param name="take">Takes an entry of the window; false: this is enough.</param>
    /// <param name="budget">How long to go on; something is read in any case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<JournalScan> ReadAsync(
        JournalWindow window, JournalCursor? from, Func<JournalLine, bool> take, TimeSpan budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(take);
        var began = time.GetTimestamp();
        var days = new JournalDays(container);
        var isFull = false;
        var scan = new JournalScan(from ?? Start(window), 0, 0, null);
        try
        {
            while (scan.Next is { } place)
            {
                if (await DayOfAsync(days, place, window, cancellationToken) is not { } day) return scan with { Next = null };
                scan = await ReadDayAsync(day, window, scan, Take, IsOver, cancellationToken);
                if (isFull || IsOver()) break;
            }
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // On one machine the container comes with the first entry.
            return scan with { Next = null };
        }

        return scan;

        bool Take(JournalLine line) => !(isFull = !take(line));

        bool IsOver() => time.GetElapsedTime(began) >= budget;
    }

    // An entry of a day may stand in the blob of the next (appended after midnight) or of the one before (a blob kept open).
    private JournalCursor Start(JournalWindow window)
    {
        var last = time.GetUtcNow() + Slack;
        if (window.Until is { } until && until < last) last = until;
        return new JournalCursor(DateOnly.FromDateTime(last.UtcDateTime).AddDays(1), null);
    }

    private static async Task<JournalCursor?> DayOfAsync(
        JournalDays days, JournalCursor place, JournalWindow window, CancellationToken cancellationToken)
    {
        if (place.Left is not null) return place;
        return await days.NewestAsync(place.Day, cancellationToken) is { } day
            && (window.From is not { } from || day >= DateOnly.FromDateTime(from.UtcDateTime).AddDays(-1))
                ? new JournalCursor(day, null)
                : null;
    }

    private async Task<JournalScan> ReadDayAsync(
        JournalCursor place, JournalWindow window, JournalScan scan, Func<JournalLine, bool> take, Func<bool> isOver,
        CancellationToken cancellationToken)
    {
        var tails = await OpenAsync(place, cancellationToken);
        var queue = new PriorityQueue<JournalTail, (long, string)>();
        foreach (var tail in tails) Enqueue(tail);
        var read = 0;
        while (queue.TryDequeue(out var tail, out _))
        {
            var (line, at) = tail.Next!;
            var isEnough = line is not null && window.Has(at) && !take(line);
            scan = scan with
            {
                Entries = scan.Entries + (line is null ? 0 : 1),
                Damaged = scan.Damaged + (line is null ? 1 : 0),
                Back = scan.Back is { } back && back < at ? back : at,
            };

            // What is older stands before it, but for a little disorder.
            if (window.From is { } from && line is not null && at < from - Slack) tail.Drop();
            else await tail.MoveAsync(at, cancellationToken);
            if (tail.Next is not null) Enqueue(tail);
            if (!isEnough && (++read % AsksTheTimeEvery != 0 || !isOver())) continue;
            if (queue.Count == 0) break;
            return scan with { Next = new JournalCursor(place.Day, LeftOf(queue)) };
        }

        return scan with { Next = place.Day == DateOnly.MinValue ? null : new JournalCursor(place.Day.AddDays(-1), null) };

        void Enqueue(JournalTail tail) => queue.Enqueue(tail, (-tail.Next!.At.UtcTicks, tail.Name.ToString()));
    }

    private static Dictionary<ulong, long> LeftOf(PriorityQueue<JournalTail, (long, string)> queue) =>
        queue.UnorderedItems.ToDictionary(item => JournalCursor.NameOf(item.Element.Name.ToString()), item => item.Element.Place);

    private async Task<IReadOnlyList<JournalTail>> OpenAsync(JournalCursor place, CancellationToken cancellationToken)
    {
        var tails = new List<JournalTail>();
        await foreach (var item in container.GetBlobsAsync(prefix: JournalBlobName.PrefixOf(place.Day), cancellationToken: cancellationToken))
        {
            if (JournalBlobName.Parse(item.Name) is not { } name || item.Properties.ContentLength is not > 0) continue;
            var length = item.Properties.ContentLength.Value;
            if (place.Left is { } left)
            {
                // What began after the search began is newer than all that it gives.
                if (!left.TryGetValue(JournalCursor.NameOf(item.Name), out var known)) continue;
                length = Math.Min(length, known);
            }

            tails.Add(new JournalTail(container.GetBlobClient(item.Name), name, length));
        }

        await Parallel.ForEachAsync(
            tails,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (tail, stop) => await tail.MoveAsync(new DateTimeOffset(place.Day, TimeOnly.MaxValue, TimeSpan.Zero), stop));
        return [.. tails.Where(tail => tail.Next is not null)];
    }
}

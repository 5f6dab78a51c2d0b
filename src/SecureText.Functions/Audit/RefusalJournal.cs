using System.Globalization;

namespace SecureText.Audit;

/// <summary>
/// Writes the first refusals of one kind as they come, and of those that follow within five minutes their number: a page that
/// stands open on what its reader may not see asks every few seconds, and somebody who floods faster. What is refused shows nothing,
/// so nothing goes unlogged that P2 asks for.
/// </summary>
/// <remarks>The number comes with the next refusal of anybody after the five minutes; each process counts for itself.</remarks>
internal sealed class RefusalJournal(IJournal journal, TimeProvider time) : IJournal
{
    /// <summary>So many of one kind have a line each: what a person does by hand.</summary>
    public const int EachWritten = 5;

    private const int MostKinds = 4096;

    /// <summary>How long refusals of one kind are counted together.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Kind> kinds = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Outcome != "refused")
        {
            await journal.AppendAsync(entry, cancellationToken);
            return;
        }

        var (isWritten, over) = Count(entry);
        foreach (var (last, more) in over)
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"{(last.Detail is { } why ? $"{why}:" : "")}{more}-more");

            // Hours may have gone by: a line that claims an older time than its own is late to whoever verifies the log.
            await journal.AppendAsync(last with { At = time.GetUtcNow(), Detail = detail }, cancellationToken);
        }

        if (isWritten) await journal.AppendAsync(entry, cancellationToken);
    }

    private (bool IsWritten, List<(AuditEntry Last, int More)> Over) Count(AuditEntry entry)
    {
        var key = string.Join('\n', [entry.Actor, entry.Action, entry.Detail, .. entry.Subjects]);
        lock (gate)
        {
            var now = time.GetUtcNow();
            var over = new List<(AuditEntry, int)>();
            foreach (var (name, old) in kinds.Where(kind => now - kind.Value.Since >= Together).ToList())
            {
                kinds.Remove(name);
                if (old.Last is { } last) over.Add((last, old.More));
            }

            if (!kinds.TryGetValue(key, out var kind))
            {
                // More kinds than anybody makes by hand: what is not remembered is written.
                if (kinds.Count >= MostKinds) return (true, over);
                kinds[key] = kind = new Kind(now);
            }

            if (kind.Written++ < EachWritten) return (true, over);
            (kind.Last, kind.More) = (entry, kind.More + 1);
            return (false, over);
        }
    }

    private sealed class Kind(DateTimeOffset since)
    {
        public DateTimeOffset Since => since;

        public int Written { get; set; }

        public AuditEntry? Last { get; set; }

        public int More { get; set; }
    }
}

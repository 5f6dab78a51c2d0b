using SecureText.Storage;

namespace SecureText.Staff;

/// <summary>
/// Names of the staff by id, all opened at once and kept for a minute: a thread shows many, and they hardly change.
/// </summary>
public sealed class StaffNames(StaffStore staff, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    // An id that is not there may be of somebody who was added a moment ago, or of nobody, asked for again and again.
    private static readonly TimeSpan MissingFor = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Known? known;

    /// <summary>The name of a person by opaque staff id; null when nobody of that id is known, and when the name does not open.</summary>
    public async ValueTask<string?> FindAsync(string staffId, CancellationToken cancellationToken)
    {
        if (known is { } now && IsFresh(now, staffId)) return now.Names.GetValueOrDefault(staffId);
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (known is { } meanwhile && IsFresh(meanwhile, staffId)) return meanwhile.Names.GetValueOrDefault(staffId);
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var row in (await staff.ReadAllAsync(cancellationToken)).Rows)
            {
                if (await staff.NameOfAsync(row, cancellationToken) is { } name) names[row.Person.Id.Value] = name;
            }

            known = new Known(names, time.GetUtcNow());
            return names.GetValueOrDefault(staffId);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets what is kept, after a change.</summary>
    public void Forget() => known = null;

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private bool IsFresh(Known kept, string staffId) =>
        time.GetUtcNow() - kept.At < (kept.Names.ContainsKey(staffId) ? KnownFor : MissingFor);

    private sealed record Known(IReadOnlyDictionary<string, string> Names, DateTimeOffset At);
}

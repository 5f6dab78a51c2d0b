namespace SecureText.Faults.Run;

/// <summary>What the command line asks of a run.</summary>
/// <param name="Seed">The plan of load and faults follows from it.</param>
/// <param name="Points">How many faults; each run says what it counts as one.</param>
/// <param name="Short">At most a minute of a quiet machine, for CI.</param>
internal sealed record FaultOptions(ulong Seed, int Points, bool Short)
{
    /// <summary>Of garbage this one mutant alone; null for all.</summary>
    public int? Only { get; init; }
}

/// <summary>What must hold and what was found: a row of the table at the end.</summary>
internal sealed record Verdict(string What, string Expected, string Found, bool Holds)
{
    /// <summary>The findings must be the same as what was expected.</summary>
    internal static Verdict Equal<T>(string what, T expected, T found) =>
        new(what, $"{expected}", $"{found}", EqualityComparer<T>.Default.Equals(expected, found));

    /// <summary>There must be none; the first few are named.</summary>
    internal static Verdict None(string what, IReadOnlyCollection<string> found) => new(
        what, "none", found.Count == 0 ? "none" : $"{found.Count}: {string.Join("; ", found.Take(Named))}{(found.Count > Named ? "; ..." : "")}",
        found.Count == 0);

    private const int Named = 5;
}

/// <summary>Breaks something while the system works, and says what held.</summary>
internal delegate Task<IReadOnlyList<Verdict>> FaultRun(FaultOptions options, Action<string> say, CancellationToken token);

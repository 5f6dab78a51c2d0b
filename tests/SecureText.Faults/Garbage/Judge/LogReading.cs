namespace SecureText.Faults.Garbage;

/// <summary>Finds stack traces in what the program writes, and what wrote them.</summary>
internal static class LogReading
{
    private static readonly string[] Levels = ["trce: ", "dbug: ", "info: ", "warn: ", "fail: ", "crit: "];

    // The host's own words on a delivery that is no JSON, and on a caller who has hung up.
    private static readonly string[] OfTheHost = ["Host.Http["];
    private const string HungUp = "System.OperationCanceledException";

    /// <summary>Each entry of the log that has a stack trace, by its first lines.</summary>
    internal static List<string> Traces(IReadOnlyList<string> log)
    {
        var found = new List<string>();
        var (heading, begins, told) = ("", 0, false);
        for (var i = 0; i < log.Count; i++)
        {
            if (Levels.Any(level => log[i].StartsWith(level, StringComparison.Ordinal))) (heading, begins, told) = (log[i][6..], i, false);
            if (told || !log[i].TrimStart().StartsWith("at ", StringComparison.Ordinal) || !log[i].Contains('(')) continue;
            told = true;
            if (OfTheHost.Any(host => heading.StartsWith(host, StringComparison.Ordinal)) || IsHungUp(log, begins, i)) continue;
            found.Add($"line {begins + 1} {heading}");
        }

        return found;
    }

    private static bool IsHungUp(IReadOnlyList<string> log, int from, int to) =>
        Enumerable.Range(from, to - from).Any(at => log[at].Contains(HungUp, StringComparison.Ordinal) || log[at].Contains("TaskCanceledException", StringComparison.Ordinal));
}

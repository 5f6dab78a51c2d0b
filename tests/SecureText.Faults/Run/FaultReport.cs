namespace SecureText.Faults.Run;

/// <summary>The table that a run ends with.</summary>
internal static class FaultReport
{
    internal static IEnumerable<string> Lines(IReadOnlyList<Verdict> verdicts)
    {
        yield return string.Empty;
        var width = verdicts.Max(one => one.What.Length);
        foreach (var one in verdicts)
        {
            yield return one.Holds
                ? $"{"holds",-6}  {one.What.PadRight(width)}  {one.Found}"
                : $"{"BROKEN",-6}  {one.What.PadRight(width)}  expected {one.Expected}, found {one.Found}";
        }

        yield return string.Empty;
        var broken = verdicts.Where(one => !one.Holds).Select(one => one.What).ToList();
        yield return broken.Count == 0 ? "holds" : $"BROKEN: {string.Join(", ", broken)}";
    }
}

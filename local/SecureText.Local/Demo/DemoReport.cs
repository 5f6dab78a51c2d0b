using System.Globalization;

namespace SecureText.Demo;

/// <summary>The table that a demo ends with.</summary>
internal static class DemoReport
{
    internal static string Line(StepResult result)
    {
        var note = result.Note.Length > 0 ? $": {result.Note}" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Word(result.Outcome),-8} {result.Took.TotalSeconds,6:0.0} s  {result.Name}{note}");
    }

    internal static IEnumerable<string> Summary(IReadOnlyList<StepResult> results, ClinicDay day)
    {
        var done = results.Count(result => result.Outcome == StepOutcome.Done);
        yield return string.Empty;
        yield return $"steps: {done} of {results.Count} done";
        yield return day.Counts();
        if (day.Canaries is { } canaries)
        {
            yield return $"canaries found: {canaries.Hits.Count} (in {canaries.Rows} rows, {canaries.Blobs} blobs, "
                + $"{canaries.QueueMessages} queue messages, {canaries.Lines} lines of output, "
                + "and the emulator's files)";
        }

        if (day.Journal is { } journal) yield return $"{journal}";
        var broken = results.FirstOrDefault(result => result.Outcome == StepOutcome.Broken);
        if (broken is not null) yield return $"broken: {broken.Name}: {broken.Note}";
    }

    private static string Word(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => "done",
        StepOutcome.Broken => "BROKEN",
        _ => "not run",
    };
}

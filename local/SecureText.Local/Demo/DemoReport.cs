using System.Globalization;
using SecureText.Run;

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

    internal static IEnumerable<string> Summary(IReadOnlyList<StepResult> results, IPlay play)
    {
        var done = results.Count(result => result.Outcome == StepOutcome.Done);
        yield return string.Empty;
        yield return $"steps: {done} of {results.Count} done";
        foreach (var line in play.Counts()) yield return line;
        if (play.Canaries is { } canaries)
        {
            yield return $"canaries found: {canaries.Hits.Count} (in {canaries.Rows} rows, {canaries.Blobs} blobs, "
                + $"{canaries.QueueMessages} queue messages, {canaries.Lines} lines of output, "
                + "and the emulator's files)";
        }

        if (play.Journal is { } journal) yield return $"{journal}";
        var broken = results.FirstOrDefault(result => result.Outcome == StepOutcome.Broken);
        if (broken is not null) yield return $"broken: {broken.Name}: {broken.Note}";
    }

    /// <summary>How many texts and events there were.</summary>
    internal static string Traffic(LocalSystem system)
    {
        var counts = system.Handset.Grid.Log.Counts;
        var texts = system.Handset.Network.Newest().SelectMany(one => system.Handset.Network.Thread(one.Phone))
            .ToList();
        var fromPatients = texts.Count(one => one.From == Simulator.Sender.Patient);
        var fromClinic = texts.Count(one => one.From == Simulator.Sender.Clinic);
        return $"texts: {fromPatients} from patients, {fromClinic} from the clinic; "
            + $"events: {counts.Published} published, {counts.Deliveries} deliveries, {counts.FailedAttempts} failed attempts, "
            + $"{system.Handset.Grid.Log.DeadLetters.Count} dead letters";
    }

    private static string Word(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => "done",
        StepOutcome.Broken => "BROKEN",
        _ => "not run",
    };
}

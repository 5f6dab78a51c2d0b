using SecureText.Benchmarks.Measure;
using SecureText.Broadcast;
using SecureText.Run;

namespace SecureText.Benchmarks.Campaign;

/// <summary>
/// One campaign to so many people over one toll-free line, then two at once to half of that many each, through the whole system:
/// pages' interfaces, functions, storage, carrier, delivery reports. The clock runs faster than the machine's, and so does the line.
/// </summary>
internal static class CampaignBenchmark
{
    private const int Usual = 1_200;
    private const int Small = 100;

    // So many texts a second of the machine: 16.
    private const double Factor = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var people = options.SizeOr(Usual, Small);
        var one = await RunAsync(people, 1, say, token);
        var two = await RunAsync(Math.Max(1, people / 2), 2, say, token);
        return [.. FiguresOf("campaign", one), .. FiguresOf("two campaigns at once", two)];
    }

    private static async Task<BroadcastFigures> RunAsync(int people, int campaigns, Action<string> say, CancellationToken token)
    {
        var options = new LocalOptions { Broadcast = true, People = people, Campaigns = campaigns, Factor = Factor };
        var figures = await BroadcastRun.MeasureAsync(options, say, token);
        figures.Tell(say);
        return figures.Sent == figures.Everybody
            ? figures
            : throw new InvalidOperationException($"{figures.Sent} of {figures.Everybody} texts were sent.");
    }

    private static IEnumerable<Figure> FiguresOf(string name, BroadcastFigures f) =>
    [
        new(
            $"{name}: line use", "texts that the carrier took, from the first tenth to the last; the floor is the rate that the carrier allows.",
            "texts/min", f.SteadyPerMinute, f.Rate, f.Use, new Goal(GoalKind.AtLeast, 0.98), 1),
        new(
            $"{name}: most in any minute", "parts that the carrier took in the fullest minute, wherever it begins; the floor is the rate.",
            "parts", f.MostInAMinute, f.Rate, (double)f.MostInAMinute / f.Rate, new Goal(GoalKind.AtMost, 1), 1),
        new($"{name}: refused", "requests that the carrier answered with 429.", "requests", f.Refused, null, null, new Goal(GoalKind.AtMost, 0), 1),
        new(
            $"{name}: storage requests", "requests to storage from the start on, by storage's own log, for each recipient: enrolment, journey, task hub, text, report.",
            "a recipient", f.Requests, null, null, null, 1),
        new(
            $"{name}: staff reply", "the longest of three replies of staff in the middle of it, from the click to the carrier, by the clock of the run.",
            "s", f.Waits.Max(wait => wait.TotalSeconds), null, null, null, f.Waits.Count),
        new($"{name}: memory", "most memory of the functions' process (VmHWM).", "MB", f.Peak / 1_048_576.0, null, null, null, 1),
    ];
}

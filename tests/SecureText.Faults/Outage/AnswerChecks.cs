using SecureText.Faults.Run;

namespace SecureText.Faults.Outage;

/// <summary>What every single answer must be.</summary>
internal static class AnswerChecks
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    internal static IEnumerable<Verdict> Of(IReadOnlyList<Asked> all, string calm)
    {
        var away = all.Count(one => one.SaysAway);
        yield return new Verdict(
            "staff were answered, and told when something was away", "both", $"{all.Count(one => one.IsGood)} done, {away} told to try again",
            away > 0 && all.Any(one => one.IsGood));
        yield return Verdict.None(
            "every other answer was honest: 503, what is away, what to do",
            Grouped(all.Where(one => !one.IsGood && !one.SaysAway && one.What != "ready")));
        yield return Verdict.None("in calm nothing failed", Grouped(all.Where(one => one.Phase == calm && !one.IsGood)));
        yield return Verdict.None(
            "no answer took 30 s",
            [.. all.Where(one => one.Took > Longest).Select(one => $"{one.Phase}: {one.What} {one.Took.TotalSeconds:0} s")]);
        if (all.Count > 0) yield return new Verdict(
            "the longest answer", "less than 30 s", $"{all.Max(one => one.Took).TotalSeconds:0.0} s: {Named(all.MaxBy(one => one.Took)!)}",
            true);
    }

    private static string Named(Asked one) => $"{one.What}, {one.Phase}";

    private static IReadOnlyCollection<string> Grouped(IEnumerable<Asked> answers) =>
        [.. answers.GroupBy(one => $"{one.Phase}: {one.What} {one.Status} {one.Problem}".TrimEnd()).Select(group => $"{group.Key} ({group.Count()})")];
}

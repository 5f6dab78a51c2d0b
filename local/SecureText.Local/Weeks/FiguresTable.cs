using System.Globalization;
using System.Text.Json.Nodes;

namespace SecureText.Weeks;

/// <summary>The clinic's figures, a line a campaign, beside what the script knows.</summary>
internal static class FiguresTable
{
    private static readonly (string Name, Func<IReadOnlyList<Part>, int> Truth)[] Columns =
    [
        ("people", parts => parts.Count),
        ("agreed", parts => parts.Count(part => part.Truth.Sent > 0)),
        ("sent", parts => parts.Sum(part => part.Truth.Sent)),
        ("delivered", parts => parts.Sum(part => part.Truth.Sent - part.Truth.Failed)),
        ("failed", parts => parts.Sum(part => part.Truth.Failed)),
        ("withdrawn", parts => parts.Count(part => part.Truth.Withdrawn)),
        ("answered", parts => parts.Count(part => part.Truth.Answered)),
        ("confirmed", parts => parts.Count(part => part.Truth.Confirmed)),
        ("declined", parts => parts.Count(part => part.Truth.Declined)),
        ("kept", parts => parts.Count(part => part.Truth.Kept)),
        ("missed", parts => parts.Count(part => part.Truth.Missed)),
        ("paid", parts => parts.Count(part => part.Truth.Paid)),
        ("paidAfterOne", parts => parts.Count(part => part.Truth.PaidAfterOne)),
        ("paidAfterTwo", parts => parts.Count(part => part.Truth.PaidAfterTwo)),
        ("callsSaved", parts => parts.Count(part =>
            !part.Truth.Called && (part.Truth.Confirmed || (part.Campaign == Script.FollowUp && part.Truth.Answered)))),
        ("redFlags", parts => parts.Count(part => part.Truth.RedFlag)),
    ];

    internal static string Head { get; } = Row("", Columns.Select(column => column.Name).Append("suppressed"));

    internal static string Line(string campaign, JsonNode got) => Row(
        campaign, Columns.Select(column => $"{Of(got, column.Name)}").Append($"{Suppressed(got)}"));

    /// <summary>Each figure that is not what the script knows.</summary>
    internal static IEnumerable<string> Differences(string campaign, IReadOnlyList<Part> parts, JsonNode got)
    {
        foreach (var (name, truth) in Columns)
        {
            if (truth(parts) != Of(got, name)) yield return $"{campaign}, {name}: expected {truth(parts)}, got {Of(got, name)}";
        }

        var suppressed = parts.Sum(part => part.Truth.Suppressed);
        if (suppressed != Suppressed(got)) yield return $"{campaign}, suppressed: expected {suppressed}, got {got["suppressed"]?.ToJsonString()}";
        var scores = parts.Select(part => part.Truth.Score).OfType<int>().ToList();
        var mean = scores.Count == 0 ? 0 : Math.Round(scores.Average(), 2);
        if ((scores.Count, mean) != ((int?)got["score"]?["count"] ?? 0, (double?)got["score"]?["mean"] ?? 0))
            yield return $"{campaign}, scores: expected {scores.Count} of {mean} at the mean, got {got["score"]?.ToJsonString()}";
    }

    private static int Of(JsonNode got, string name) => (int?)got[name] ?? 0;

    private static int Suppressed(JsonNode got) => got["suppressed"]?.AsObject().Sum(one => (int)one.Value!) ?? 0;

    private static string Row(string first, IEnumerable<string> cells) => string.Create(
        CultureInfo.InvariantCulture, $"{first,-14}{string.Concat(cells.Select(cell => $" {cell,12}"))}");
}

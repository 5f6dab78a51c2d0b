namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Answers of the server about records past their time; made-up people.</summary>
internal static class RecordSamples
{
    private static readonly object Held = new { since = "2026-10-01T18:00:00Z", by = "s1", byName = "Olivia Owner", reason = "Lawsuit 26-0101" };

    internal static object Due { get; } = new
    {
        items = new[]
        {
            Item(LogSamples.Ana, ["Lou Longname-Hyphenated von Exampleton"], "+12065550101", null),
            Item(LogSamples.Bo, ["Ana Sample", "Bo Sample"], "+12065550102", Held),
        },
        cursor = (string?)null,
    };

    /// <summary>The due records in two pages; the second comes with "Show more".</summary>
    internal static object DuePage(bool first) => new
    {
        items = new[] { first ? Item(LogSamples.Bo, ["Ana Sample", "Bo Sample"], "+12065550102", null) : Item(LogSamples.Ana, ["Lou Longname"], "+12065550101", null) },
        cursor = first ? "more" : null,
    };

    internal static object People(params string[] names) => new
    {
        items = names.Select((one, index) => new { id = $"p{index}", displayName = one, dateOfBirth = (string?)null, language = "en", damaged = false }).ToArray(),
    };

    internal static object Record(bool shredding) => new
    {
        lastActivityAt = "2019-11-20T18:00:00Z",
        keepUntil = "2025-11-20T18:00:00Z",
        due = true,
        hold = (object?)null,
        exports = new[] { new { at = "2026-11-22T17:00:00Z", by = "s2", byName = "Marco Manager" } },
        shredding = shredding ? new { at = "2026-11-29T18:00:00Z", by = "s1", byName = "Olivia Owner" } : null,
    };

    private static object Item(string conversation, string[] names, string number, object? hold) => new
    {
        conversation,
        names,
        number,
        lastActivityAt = "2019-11-20T18:00:00Z",
        keepUntil = "2025-11-20T18:00:00Z",
        hold,
        shredding = (object?)null,
        exported = hold is null,
        damaged = false,
    };
}

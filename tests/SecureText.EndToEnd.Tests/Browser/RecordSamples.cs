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

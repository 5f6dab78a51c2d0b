namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Answers of the server about a log; made-up people.</summary>
internal static class LogSamples
{
    internal const string Ana = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    internal const string Bo = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    internal static object Actions { get; } = new
    {
        items = new[]
        {
            new { action = "conversation.read", text = "Opened a conversation" },
            new { action = "message.write", text = "Wrote a text" },
            new { action = "access.refused", text = "Was refused at the door" },
        },
    };

    internal static object Names { get; } = new
    {
        items = new[]
        {
            new { conversation = Ana, names = new[] { "=Ana Sample" }, number = "+12065550101", shredded = false },
            new { conversation = Bo, names = Array.Empty<string>(), number = (string?)null!, shredded = true },
        },
    };

    internal static object State { get; } = Log("whole", null);

    internal static object Log(string outcome, string? fault) => new
    {
        size = 12400,
        root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        checkpointAt = "2026-11-22T18:59:02.1234567Z",
        origin = "localhost/journal",
        keyId = "localhost/journal+2b1c9e55",
        pending = 3,
        lastVerified = new { at = "2026-11-22T10:00:00Z", outcome, entries = 12001, fault },
    };

    internal static object Entries(int from, int count, string? cursor, string action = "conversation.read", string conversation = Ana) => new
    {
        items = Enumerable.Range(from, count).Select(seq => Entry(seq, action, conversation)).ToArray(),
        cursor,
        scanned = new { entries = 6200, back = "2026-03-03T12:00:00Z", damaged = 0 },
    };

    internal static object Touched(int times, string? cursor, params string[] conversations) => Touched(0, times, cursor, conversations);

    internal static object Touched(int damaged, int times, string? cursor, params string[] conversations) => new
    {
        items = conversations.Select(one => new
        {
            conversation = one,
            times,
            first = "2026-11-02T18:00:00Z",
            last = "2026-11-20T18:00:00Z",
            actions = new Dictionary<string, int> { ["conversation.read"] = times },
        }).ToArray(),
        cursor,
        scanned = new { entries = 40_000, back = "2026-11-01T08:00:00Z", damaged },
    };

    private static object Entry(int seq, string action, string conversation) => new
    {
        at = "2026-11-22T18:58:12Z",
        actor = new { kind = "staff", id = "s1", name = "Marco Manager" },
        action,
        subjects = new[] { conversation },
        outcome = action == "access.refused" ? "refused" : "done",
        correlation = "req-0001",
        detail = action == "access.refused" ? "not-yours" : null,
        source = "addr:abcdefghijklmnopqrstuvwxyz234567",
        emergency = seq % 2 == 0 ? "e1" : null,
        writer = "w7f3k2",
        seq,
    };
}

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Answers of the server about emergency access; made-up people.</summary>
internal static class EmergencySamples
{
    internal static object Grant { get; } = new { id = "e1", conversation = LogSamples.Ana, until = "2099-11-22T19:00:00Z" };

    internal static object Training { get; } = new
    {
        items = new[] { new { id = "p1", title = "Texting with patients", version = 1, text = "Write little.", attestedAt = (string?)null } },
    };

    internal static object Staff { get; } = new { items = new[] { new { id = "s3", displayName = "Mia Member", role = "member", active = true } } };

    internal static object Changes { get; } = new { inbox = "1", mentions = 0, thread = new { tag = "1", statuses = Array.Empty<object>() }, present = Array.Empty<object>() };

    internal static object Conversation { get; } = new
    {
        id = LogSamples.Ana,
        number = "+12065550101",
        patients = new[] { new { id = "p1", displayName = "Ana Sample" } },
        preview = "Which pills may I take together?",
        lastActivityAt = "2026-11-22T18:00:00Z",
        unread = 1,
        unanswered = true,
        urgent = false,
        status = "open",
        assignedTo = (string?)null,
        consent = new
        {
            conversation = "granted",
            appointments = "granted",
            followUp = "granted",
            billing = "granted",
            wellness = "granted",
            withdrawn = false,
            pausedForReview = false,
        },
        damaged = false,
    };

    internal static object Thread { get; } = new
    {
        conversation = Conversation,
        items = new[]
        {
            new
            {
                id = "m1", direction = "in", channel = "sms", text = "Which pills may I take together?", hidden = false,
                at = "2026-11-22T18:00:00Z", status = "received", reason = (string?)null, deferredUntil = (string?)null, author = "patient",
                authorName = (string?)null, patientId = "p1", mentions = Array.Empty<string>(), attachments = Array.Empty<object>(),
                form = (object?)null, damaged = false,
            },
        },
        cursor = (string?)null,
    };

    internal static object List { get; } = new
    {
        items = new object[]
        {
            Item("e3", "Mia Member", "2026-11-20T17:00:00Z", "On the phone with chest pain; Marco is at lunch.", null),
            Item("e2", "Nora Newcomer", "2099-11-22T17:00:00Z", "Her husband fell, and she could not tell me what of.", null),
            Item("e1", "Mia Member", "2026-11-20T17:00:00Z", "Her husband asked for it at the desk.", new
            {
                by = new { id = "s1", name = "Olivia Owner" }, at = "2026-11-21T17:00:00Z", finding = "not-appropriate",
                note = "He is not on her record. We read the policy again.",
            }),
            new { id = "e0", damaged = true },
        },
        cursor = (string?)null,
    };

    internal static object Me(bool due, bool live) => new
    {
        id = "s3",
        displayName = "Mia Member",
        roles = new[] { "member" },
        clinic = new { name = "Demo Clinic", timeZone = "America/Los_Angeles", number = "+12065550100", officeNumber = (string?)null },
        idleMinutes = 10,
        trainingDue = due ? new object[] { new { id = "p1", title = "Texting with patients", version = 1 } } : [],
        emergency = live ? new[] { Grant } : [],
    };

    private static object Item(string id, string name, string until, string reason, object? review) => new
    {
        id,
        staff = new { id = "s3", name },
        conversation = LogSamples.Ana,
        reason,
        from = "2026-11-20T16:00:00Z",
        until,
        entries = (int?)null,
        review,
        damaged = false,
    };
}

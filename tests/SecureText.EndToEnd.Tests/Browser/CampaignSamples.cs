namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Answers of the server about a clinic's campaigns; made-up people.</summary>
internal static class CampaignSamples
{
    private static readonly object Title = new { en = "Appointment reminder", es = "Recordatorio de cita" };

    internal static object Playbooks { get; } = new { version = 3, items = new[] { Reminder() } };

    internal static object Line { get; } = new
    {
        id = "c1",
        name = "Appointment reminder, Nov 22 to Dec 6",
        playbook = new { id = "reminder", title = Title },
        state = "running",
        ongoing = true,
        createdAt = "2026-11-20T17:00:00Z",
        createdBy = "nobody",
        people = 1240,
        sent = 980,
        waiting = 1512,
    };

    internal static object Figures { get; } = new
    {
        people = 1240,
        agreed = 1228,
        withdrawn = 2,
        sent = 980,
        delivered = 961,
        failed = 4,
        suppressed = new Dictionary<string, int> { ["consent-missing"] = 12, ["facts-missing"] = 1 },
        answered = 702,
        confirmed = 655,
        declined = 21,
        missed = 9,
        kept = 310,
        paidAfterOne = 0,
        paidAfterTwo = 0,
        paid = 0,
        daysToPay = (object?)null,
        score = new { count = 4, mean = 8.25 },
        callsSaved = 655,
        redFlags = 1,
    };

    internal static object Weeks { get; } = new[] { Week("2026-11-09", 214), Week("2026-11-16", 766) };

    internal static object Report { get; } = new
    {
        figures = Figures,
        byWeek = Weeks,
        byCampaign = new[] { new { id = "c1", name = "Appointment reminder, Nov 22 to Dec 6", figures = Figures } },
    };

    internal static object People { get; } = new
    {
        items = new[]
        {
            Member("Ana Sample", "running", null, "2026-11-25T17:00:00Z", null),
            Member("Lou Longname-Hyphenated von Exampleton", "settled", "confirmed", null, null),
            Member("Bo Example", "suppressed", null, null, "consent-missing"),
        },
        cursor = (string?)null,
    };

    internal static object Uploaded { get; } = new
    {
        id = "i1",
        kind = "appointment",
        format = "csv",
        rows = 152,
        columns = new[] { "Appt", "MRN", "When", "Cell" },
        mapping = new { @event = "Appt", patient = "MRN", date = "When" },
        fields = new[]
        {
            new { id = "event", label = "Appointment ID", required = true, help = "" },
            new { id = "patient", label = "Patient ID", required = true, help = "The same as in your file of patients." },
            new { id = "date", label = "Date", required = true, help = "As 12/31/2026." },
            new { id = "number", label = "Mobile number", required = false, help = "As (206) 555-0123." },
        },
        sample = new[] { new[] { "A1", "P1", "11/26/2026 9:30 AM", "(206) 555-0101" } },
        skipped = new { },
    };

    internal static object Checked { get; } = new
    {
        rows = 152,
        ready = 150,
        @new = 120,
        changed = 10,
        same = 20,
        refusedCount = 2,
        grants = 140,
        withdrawals = 3,
        refused = new[]
        {
            new { line = 14, reason = "The date “31.02.2026” does not exist. Write it as 12/31/2026." },
            new { line = 77, reason = "The patient’s ID is missing." },
        },
    };

    internal static object Import(string state, int done) => new
    {
        id = "i1",
        state,
        rows = 152,
        done,
        @new = 120,
        changed = 10,
        same = 20,
        refusedCount = 2,
        skipped = new { Practitioner = 3 },
    };

    internal static object Campaign(string state = "running", bool finished = true, int waiting = 1512) => new
    {
        id = "c1",
        name = "Appointment reminder, Nov 22 to Dec 6",
        playbook = new { id = "reminder", title = Title },
        state,
        ongoing = false,
        createdAt = "2026-11-20T17:00:00Z",
        createdBy = "nobody",
        waiting,
        enrolment = new { done = 400, finished },
        people = new { running = 900, settled = 300, ended = 28, suppressed = 12 },
        figures = Figures,
        byWeek = Weeks,
    };

    /// <summary>A page of a preview: two who get texts and one who gets none.</summary>
    internal static object Preview(int page, string? cursor) => new
    {
        items = new[] { Person($"{page}a", true), Person($"{page}b", true), Person($"{page}c", false) },
        counts = new { people = 3, willText = 2, texts = 4, suppressed = new Dictionary<string, int> { ["consent-missing"] = 1 } },
        cursor,
    };

    private static object Person(string id, bool willText) => new
    {
        occasion = $"o{id}",
        conversation = $"c{id}",
        patient = new { name = $"Ana Sample {id}", number = "+12065550101" },
        at = "2030-11-26T17:30:00Z",
        texts = willText
            ? new object[]
            {
                new { key = "three-days", at = "2030-11-23T17:30:00Z", text = "Demo Clinic: You have a visit on Tuesday. Reply YES to confirm.", behind = (string?)null },
                new { key = "two-hours", at = "2030-11-26T15:30:00Z", text = "Demo Clinic: See https://example.org/p/#...", behind = "Bring your card." },
            }
            : [],
        suppressed = willText ? null : new { code = "consent-missing", text = "The patient has not agreed to this kind of text." },
    };

    private static object Member(string name, string status, string? outcome, string? nextAt, string? reason) => new
    {
        conversation = "c1",
        patient = new { name, number = "+12065550101" },
        status,
        outcome,
        nextAt,
        texts = new[] { new { key = "three-days", status = reason is null ? "delivered" : "suppressed", reason, at = "2026-11-20T17:00:00Z" } },
    };

    private static Dictionary<string, object> Week(string week, int sent) => new()
    {
        ["week"] = week,
        ["sent"] = sent,
        ["answered"] = sent * 7 / 10,
        ["confirmed"] = sent * 6 / 10,
        ["paid"] = 0,
    };

    private static object Reminder() => new
    {
        id = "reminder",
        title = Title,
        @class = "appointments",
        about = new[] { "appointment" },
        anchor = "occasion",
        touches = new[]
        {
            new { id = "three-days", offset = "-72h", text = Both("{clinic}: You have a visit on {day}. Reply YES to confirm."), asks = "confirm" },
        },
        questions = new[]
        {
            new
            {
                id = "confirm",
                form = "yes-no",
                rules = new object[]
                {
                    new { when = "yes", outcome = "confirmed", settles = true, reply = Both("{clinic}: Thank you.") },
                    new { when = "no", outcome = "declined", callPerson = true },
                },
                again = Both("{clinic}: Please reply YES or NO."),
            },
        },
        closes = "1d",
        mostSends = 9,
        changed = false,
    };

    private static object Both(string words) => new { en = words, es = words + " (es)" };
}

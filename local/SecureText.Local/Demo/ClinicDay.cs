using System.Text.Json.Nodes;
using SecureText.Audit;
using SecureText.Canary;
using SecureText.Run;

namespace SecureText.Demo;

/// <summary>
/// A day at the clinic through the interfaces that patients and staff use: the handset, Event Grid, the staff API.
/// Every personal field carries an unmistakable string, for the scan at the end.
/// </summary>
internal sealed partial class ClinicDay : IPlay
{
    private readonly LocalSystem system;
    private readonly List<PlantedCanary> secrets = [];
    private readonly LogCopy log;
    private StaffClient owner = null!;
    private StaffClient manager = null!;
    private StaffClient member = null!;

    internal ClinicDay(LocalSystem system)
    {
        this.system = system;
        log = new LogCopy(system, async token => await StaffClient.SignInAsync(system, SignIn.DemoPeople.Manager, true, token));
    }

    public CanaryReport? Canaries { get; private set; }

    public JournalReport? Journal { get; private set; }

    public IReadOnlyList<DemoStep> Steps() =>
    [
        new("staff sign in", SignInAsync),
        new("a patient texts and is greeted", FirstTextAsync),
        new("events come in both schemas and both casings", EventFormsAsync),
        new("events come three times and out of order", DuplicatesAsync),
        new("nobody reads without signing in", StrangersAsync),
        new("no second factor, another tenant, no role: refused with a reason", RefusedSignInsAsync),
        new("each role does its own", WrongRolesAsync),
        new("another site's page is refused", ForeignPagesAsync),
        new("a sign-in that was ended is over at once", EndedSessionsAsync),
        new("staff name the patient, read and answer", AnswerAsync),
        new("the same answer twice is sent once", RepeatedAnswerAsync),
        new("an answer whose receipt is lost is sent once", LostReceiptAsync),
        new("an answer that cannot be delivered says why", UndeliveredAsync),
        new("a note tells a colleague, and a text for later is called back", NotesAsync),
        new("a text that says too much is refused", SaysTooMuchAsync),
        new("a text that is too long is refused", TooLongAsync),
        new("consent is recorded with its wording, and staff write first", ConsentAsync),
        new("HELP is answered", HelpAsync),
        new("after STOP nothing is sent", StopAsync),
        new("START brings the patient back", StartAsync),
        new("a conversation is assigned, closed and opened again", HandlingAsync),
        new("a member opens a colleague's conversation in an emergency, and everybody hears of it", EmergencyAsync),
        new("the compliance officer asks whose records that member touched", TouchedAsync),
        new("a text is on the staff page by itself", PollingAsync),
        new("a message waits behind a link", SecureLinkAsync),
        new("a link alone shows nothing", NoProofAsync),
        new("the patient proves who she is and reads", ProofAsync),
        new("she answers, with a photo", PatientAnswersAsync),
        new("she fills in a form", FormAsync),
        new("a note stays among staff", NoteAsync),
        new("another patient's link opens nothing of hers", ForeignLinksAsync),
        new("wrong tries lock a link", LockAsync),
        new("the functions are killed and everything is still there", RestartAsync),
        new("after hours the patient is told, once", AfterHoursAsync),
        new("each line of the Security Rule is held against the running system", EvidenceAsync),
        new("nothing personal stands in storage or output", ScanAsync),
        new("the journal is whole and has it all", JournalAsync),
        new("a copy of the signed log is whole", token => log.VerifyAsync(token)),
        new("an entry of it is proved by itself", token => log.ProveAsync(token)),
        new("one changed byte in the copy is found and named", token => log.TamperAsync(token)),
    ];

    public IEnumerable<string> Counts() => [DemoReport.Traffic(system)];

    /// <summary>A secret that was made today must be found nowhere either.</summary>
    private void Plant(string field, string text) => secrets.Add(new PlantedCanary(field, text));

    private PatientPhone Phone(string number) => new(system, number);

    private async Task<JsonNode> ConversationAsync(string number, CancellationToken cancellationToken)
    {
        foreach (var view in new[] { "open", "closed" })
        {
            var page = (await member.GetAsync($"api/conversations?view={view}", cancellationToken)).Must(200);
            var found = page.Json!["items"]!.AsArray().FirstOrDefault(item => (string?)item!["number"] == number);
            if (found is not null) return found;
        }

        throw new ExpectationException("the inbox does not show the patient's conversation");
    }

    private async Task<string> PathOfAsync(string number, CancellationToken cancellationToken) =>
        $"api/conversations/{(string?)(await ConversationAsync(number, cancellationToken))["id"]}";

    /// <summary>The thread as staff read it, oldest first.</summary>
    private async Task<IReadOnlyList<ThreadText>> ThreadAsync(string number, CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(number, cancellationToken);
        var page = (await member.GetAsync($"{path}/messages", cancellationToken)).Must(200);
        var texts = page.Json!["items"]!.AsArray().Select(item => ThreadText.Of(item!));
        return [.. texts.OrderBy(text => text.At).ThenBy(text => text.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The clinic's texts on a phone, once there are <paramref name="count"/>. The line's pace may hold one back until
    /// the functions' timer comes round.
    /// </summary>
    private async Task<IReadOnlyList<string>> OnPhoneAsync(
        string number, int count, CancellationToken cancellationToken)
    {
        var texts = await Expect.SoonAsync(
            $"{count} texts on the phone", () => Phone(number).FromClinicAsync(cancellationToken),
            got => got.Count >= count, cancellationToken);
        await system.Handset.IdleAsync(cancellationToken);
        Expect.Equal(count, texts.Count, "texts on the phone");
        return texts;
    }

    /// <summary>
    /// Staff answer; gives the text as the thread shows it once the carrier has said what became of it.
    /// </summary>
    private async Task<ThreadText> AnswerAsync(
        string number, string text, string key, CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(number, cancellationToken);
        var answer = (await member.PostAsync($"{path}/messages", Message(text, key), cancellationToken)).Must(202);
        var id = (string)answer.Json!["id"]!;
        return await Expect.SoonAsync(
            "a delivery report",
            async () => (await ThreadAsync(number, cancellationToken)).Single(one => one.Id == id),
            one => one.Status is "delivered" or "failed" or "suppressed" or "unknown",
            cancellationToken);
    }
}

/// <summary>One message as the staff API shows it.</summary>
internal sealed record ThreadText(
    string Id, string Direction, string? Text, DateTimeOffset At, string Status, string? Reason)
{
    internal static ThreadText Of(JsonNode item) => new(
        (string)item["id"]!, (string)item["direction"]!, (string?)item["text"], (DateTimeOffset)item["at"]!,
        (string)item["status"]!, (string?)item["reason"]);
}

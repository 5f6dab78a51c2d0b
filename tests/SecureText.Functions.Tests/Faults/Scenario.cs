using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Faults;

/// <summary>Something that happens to one patient, in steps that whoever began them repeats until they succeed.</summary>
/// <param name="Prepare">Runs undisturbed.</param>
/// <param name="Steps">Run with a fault in one of their calls.</param>
internal sealed record Scenario(Func<Run, Task> Prepare, params Func<Run, Task>[] Steps)
{
    public static IReadOnlyDictionary<string, Scenario> All { get; } = new Dictionary<string, Scenario>
    {
        ["stranger texts"] = new(_ => Task.CompletedTask, run => run.TextAsync("first", "May I come at four?")),
        ["STOP"] = new(run => run.TextAsync("first", "Hello"), run => run.TextAsync("stop", "STOP")),
        ["staff answer"] = new(
            run => run.TextAsync("first", "May I come at four?"),
            run => run.AnswerAsync("Four is fine.")),
        ["staff answer for later"] = new(
            run => run.TextAsync("first", "May I come at four?"),
            run => run.AnswerAsync("Four is fine.", later: TimeSpan.FromMinutes(3))),
        ["staff answer for later, called back"] = new(
            run => run.TextAsync("first", "May I come at four?"),
            run => run.AnswerAsync("Four is fine.", later: TimeSpan.FromMinutes(3)),
            run => run.CallBackAsync("Four is fine.")),
        ["note to a colleague"] = new(
            run => run.TextAsync("first", "May I come at four?"),
            run => run.NoteAsync("Please look.", "u2")),
        ["delivery report"] = new(
            async run =>
            {
                await run.TextAsync("first", "May I come at four?");
                await run.AnswerAsync("Four is fine.");
            },
            run => run.ReportAsync("Four is fine.", "Delivered", "2000: No error.")),
        ["carrier says opted out"] = new(
            async run =>
            {
                await run.TextAsync("first", "May I come at four?");
                await run.AnswerAsync("Four is fine.");
            },
            run => run.ReportAsync("Four is fine.", "Failed", "4007: Opted out.")),
        ["assign, name, close"] = new(
            run => run.TextAsync("first", "May I come at four?"),
            run => run.ChangeAsync("assign", head => head.AssignedTo == "u1" ? head : head.Assigned("u1")),
            run => run.NameAsync("Jane Sample"),
            run => run.ChangeAsync("close", head => head.Status == ConversationStatus.Closed ? head : head.Closed())),
        ["secure message"] = new(
            async run =>
            {
                await run.TextAsync("first", "May I come at four?");
                await run.NameAsync("Jane Sample");
            },
            run => run.SecureMessageAsync("Your result is fine.")),
        ["patient answers behind the link with a file"] = new(
            async run =>
            {
                await run.TextAsync("first", "May I come at four?");
                await run.NameAsync("Jane Sample");
            },
            run => run.WriteAsync("Thank you."),
            run => run.UploadAsync("card.jpg")),
        ["text of a campaign"] = new(
            run => run.AgreeAsync(),
            run => run.RemindAsync("Your visit is tomorrow.")),
        ["text of a campaign that the carriers could not deliver"] = new(
            async run =>
            {
                await run.AgreeAsync();
                await run.RemindAsync("Your visit is tomorrow.");
            },
            run => run.ReportAsync("Your visit is tomorrow.", "Failed", "4006: Not reached.")),
        ["reminder, and yes to it"] = new(
            run => run.VisitAsync(),
            run => run.RemindAsync(),
            run => run.TextAsync("yes", "Yes")),
        ["consent on paper, then staff write first"] = new(
            _ => Task.CompletedTask,
            run => run.ConsentAsync(),
            run => run.AnswerAsync("Your visit is on Friday.", SendPurpose.StaffFirst)),
    };
}

/// <summary>One run of a scenario with a patient of its own.</summary>
internal sealed class Run(TestClinic clinic, string number)
{
    private readonly DateTimeOffset start = clinic.Time.GetUtcNow();

    public string Number => number;

    public Task TextAsync(string name, string text) =>
        clinic.DeliverAsync(AcsJson.Sms($"{name}-{number[1..]}", text, number, at: name == "yes" ? start.AddMinutes(30) : start));

    public async Task AnswerAsync(string text, SendPurpose purpose = SendPurpose.StaffReply, TimeSpan? later = null)
    {
        var id = await clinic.ConversationOf(number);
        var sent = await clinic.Get<StaffTexts>().SendAsync(
            id, clinic.Staff, purpose, new MessageText(text), "key 1", null, CancellationToken.None, start + later);
        Assert.IsType<StaffSend.Taken>(sent);
    }

    public async Task CallBackAsync(string text)
    {
        // Found past the faults: whoever calls back has the id before them.
        await using var page = clinic.Beside();
        var message = (await page.ThreadOf(number)).Single(m => m.Text == text).Message.Id;
        var done = await clinic.Get<CalledBackTexts>().CallBackAsync(
            await page.ConversationOf(number), message, clinic.Staff, CancellationToken.None);
        Assert.Equal(CallBack.Done, done);
    }

    public async Task NoteAsync(string text, string to)
    {
        var written = await clinic.Get<StaffNotes>().WriteAsync(
            await clinic.ConversationOf(number), clinic.Staff, new MessageText(text), [to], "key 2", CancellationToken.None);
        Assert.IsType<StaffNote.Written>(written);
    }

    public Task ReportAsync(string text, string status, string details)
    {
        var sent = clinic.Carrier.Sent.Single(m => m.To.E164 == number && m.Text.Value == text);
        return clinic.DeliverAsync(AcsJson.Report($"report-{number[1..]}", sent.Tag, status, details, start));
    }

    public async Task ChangeAsync(string name, Func<ConversationHead, ConversationHead> change) =>
        Assert.Equal(HeadOutcome.Done, await clinic.Get<HeadChanges>().ApplyAsync(
            await clinic.ConversationOf(number), clinic.Staff.Actor, $"conversation.{name}", "request-1", row => change(row.Head),
            CancellationToken.None));

    public async Task NameAsync(string name) =>
        Assert.IsType<PatientChange.Done>(await clinic.Get<PatientRecords>().AddAsync(
            await clinic.ConversationOf(number), new PatientRecord(name, new DateOnly(1980, 2, 29), Language.English), clinic.Staff.Actor, "request-2",
            CancellationToken.None));

    public Task ConsentAsync() => clinic.Get<ConsentLedger>().RecordAsync(
        PhoneNumber.Parse(number),
        new ConsentRecord(
            ConsentChange.Granted, [MessageClass.Conversation], ConsentSource.Form, start, clinic.Staff.Actor,
            new MessageText("You may text me.")),
        "request-3",
        CancellationToken.None);

    public async Task SecureMessageAsync(string words)
    {
        var patient = await PatientAsync();
        var asked = new LinkRequest(patient, LinkKind.Thread, null, words, "key 1");
        Assert.IsType<LinkSend.Made>(await clinic.Get<SecureLinks>().SendAsync(
            await clinic.ConversationOf(number), clinic.Staff, asked, CancellationToken.None));
    }

    public async Task WriteAsync(string words)
    {
        var session = await SessionAsync();
        var draft = new PatientDraft("portal.write", "key 1", new MessageText(words), words);
        var writes = clinic.Get<PatientWrites>();
        Assert.NotNull(await writes.WriteAsync(session, draft, writes.NewId(session, draft), null, CancellationToken.None));
    }

    public async Task UploadAsync(string name)
    {
        using var photo = new MemoryStream([0xff, 0xd8, 0xff, 0xe0, .. new byte[300_000]]);
        Assert.IsType<Upload.Stored>(
            await clinic.Get<PatientFiles>().TakeAsync(await SessionAsync(), photo, name, "key 2", CancellationToken.None));
    }

    public Task AgreeAsync() => clinic.AgreeAsync(number);

    public async Task RemindAsync(string text)
    {
        var id = await clinic.ConversationOf(number);

        // The clock goes on from run to run; where this patient is it is always noon.
        var ahead = 12 - start.Hour;
        var zone = ahead == 0 ? "Etc/GMT" : $"Etc/GMT{-ahead:+0;-0}";
        var queued = await clinic.QueueAsync(
            id, text, draft => draft with { Id = MessageId.For(start, text), At = start, Zone = zone });
        await clinic.Get<Sender>().SendAsync(id, queued, CancellationToken.None, isPromised: true);
    }

    public async Task VisitAsync() => await (await CampaignRun.StartAsync(clinic, number)).OccasionAsync(start.AddHours(72));

    /// <summary>A campaign for this one visit, and time until its text has gone: nobody answers a question before it is there.</summary>
    public async Task RemindAsync()
    {
        var at = start.AddHours(72);

        // Words without the time of day, which differs between two runs.
        var playbook = PlaybookJson.Read(PlaybookJson.Write(Playbooks.Of("reminder")).Replace("{time}", "noon", StringComparison.Ordinal));
        await clinic.Get<CampaignDesk>().StartAsync(
            "Reminders", playbook, new Selection(OccasionKind.Appointment, at, at.AddSeconds(1)), false, clinic.Staff.Actor,
            number, CancellationToken.None);
        for (var tick = 0; tick < 20 && await EndState.HasPromisesAsync(clinic); tick++) await clinic.TickAsync(TimeSpan.FromSeconds(31));
    }

    private async Task<PatientSession> SessionAsync() => new(PortalRun.LinkFor(
        await clinic.ConversationOf(number), await PatientAsync(), LinkToken.Create(clinic.Get<IRandomSource>()), clinic.Time.GetUtcNow()));

    private async Task<string> PatientAsync() =>
        Assert.Single((await clinic.Get<PatientRecords>().ReadAsync(await clinic.ConversationOf(number), CancellationToken.None))!).Id;
}

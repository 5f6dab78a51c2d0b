using SecureText.Consent;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>A clinic with patients that agreed to texts, and occasions of theirs.</summary>
internal sealed class CampaignRun(TestClinic clinic, string number)
{
    private int texts;

    public string Number => number;

    public TestClinic Clinic => clinic;

    /// <summary>A visit that the first touch of the reminder is due for now.</summary>
    public static DateTimeOffset InThreeDays => TestClinic.Noon.AddHours(72);

    public static async Task<CampaignRun> StartAsync(
        TestClinic clinic, string number = TestClinic.Patient, Language language = Language.English, bool agrees = true)
    {
        var run = new CampaignRun(clinic, number);
        var at = clinic.Time.GetUtcNow().AddDays(-1);
        var classes = agrees ? Enum.GetValues<MessageClass>() : [MessageClass.Conversation];
        await clinic.Get<ConsentLedger>().RecordAsync(
            PhoneNumber.Parse(number),
            new ConsentRecord(ConsentChange.Granted, classes, ConsentSource.Form, at, clinic.Staff.Actor, new MessageText("You may text me.")),
            "request-3",
            CancellationToken.None);
        var id = await clinic.ConversationOf(number);
        var patient = Assert.IsType<PatientChange.Done>(await clinic.Get<PatientRecords>().AddAsync(
            id, new PatientRecord("Jane Sample", new DateOnly(1980, 2, 29), language), "import:1", "c", CancellationToken.None)).Patient;
        var rosterId = await clinic.Get<RosterStore>().IdOfAsync("patient", number, CancellationToken.None);
        Assert.True(await clinic.Get<RosterStore>().SavePatientAsync(
            new RosterPatient { Id = rosterId, Conversation = id, PatientId = patient }, "c", null, CancellationToken.None));
        run.PatientId = patient;
        run.Conversation = id;
        return run;
    }

    public string PatientId { get; private set; } = "";

    public ConversationId Conversation { get; private set; }

    public async Task<Occasion> OccasionAsync(
        DateTimeOffset at, OccasionKind kind = OccasionKind.Appointment, OccasionFacts? facts = null)
    {
        var occasion = new Occasion
        {
            Id = await clinic.Get<RosterStore>().IdOfAsync(kind.ToString(), $"{number}|1", CancellationToken.None),
            Kind = kind,
            Conversation = Conversation,
            PatientId = PatientId,
            At = at,
            Facts = facts ?? new OccasionFacts { Doctor = "Sample" },
        };
        Assert.True(await clinic.Get<RosterStore>().SaveOccasionAsync(occasion, "c", null, CancellationToken.None));
        return occasion;
    }

    /// <summary>The occasion as its source now says, and the ring that follows.</summary>
    public async Task ChangeAsync(Occasion occasion)
    {
        var row = await clinic.Get<RosterStore>().FindOccasionAsync(occasion.Kind, occasion.Id, CancellationToken.None);
        Assert.True(await clinic.Get<RosterStore>().SaveOccasionAsync(occasion, "c2", row, CancellationToken.None));
        await clinic.Get<JourneyBell>().RingOccasionAsync(occasion, CancellationToken.None);
    }

    public Task<Campaign> CampaignAsync(string playbook = "reminder", bool ongoing = false, string key = "k1") =>
        CampaignAsync(clinic, Playbooks.Of(playbook), ongoing, key);

    public static async Task<Campaign> CampaignAsync(TestClinic clinic, Playbook playbook, bool ongoing, string key)
    {
        var campaign = await clinic.Get<CampaignDesk>().StartAsync(
            "Reminders", playbook, new Selection(playbook.About[0], null, null), ongoing, clinic.Staff.Actor, key, CancellationToken.None);
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        return campaign;
    }

    /// <summary>The patient writes, and all that follows within seconds has followed.</summary>
    public async Task WriteAsync(string text)
    {
        await DeliverAsync(text);
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
    }

    public Task DeliverAsync(string text) => clinic.DeliverAsync(
        AcsJson.Sms($"Incoming_{number[1..]}_{++texts}", text, number, at: clinic.Time.GetUtcNow()));

    /// <summary>What the phone got, in order.</summary>
    public async Task<IReadOnlyList<string>> PhoneAsync()
    {
        var got = clinic.Carrier.Sent.Where(one => one.To.E164 == number).Select(one => one.Text.Value).ToList();
        var thread = (await clinic.ThreadOf(number)).Select(one => one.Text).ToList();
        return [.. got.OrderBy(text => thread.IndexOf(text))];
    }

    public async Task<HeadRow> HeadAsync() => (await clinic.Get<ConversationStore>().FindAsync(Conversation, CancellationToken.None))!;

    public async Task<CampaignMember> MemberAsync(Campaign campaign)
    {
        var (items, _) = await clinic.Get<CampaignMembers>().ReadAsync(campaign.Id, null, 1000, CancellationToken.None);
        return items.Single(item => item.Conversation == Conversation);
    }

    /// <summary>The journey's own row.</summary>
    public async Task<StoredJourney?> JourneyAsync(string playbook, Occasion occasion) => (await clinic.Get<ConversationStore>()
        .FindJourneyAsync(Conversation, JourneyId.For(playbook, occasion.Id), 1, CancellationToken.None)).Row?.Journey;
}

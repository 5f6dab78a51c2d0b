using System.Text.Json;
using SecureText.Campaigns;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Import;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>What is shredded is gone from every place; what must stay stays; and nothing else is touched.</summary>
public class ShreddingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Old = "+12065550177";
    private const string Bystander = "+12065550199";

    // Everything that docs/archive.md says stays. Ids of the number stand in the stub's alone.
    private static readonly string[] Stays =
        ["Conversations|(id)|G", "Inbox|inbox|changed", "Keys|", "Campaigns|campaign|", "Outbox|slots|", "Roster|patient|~of|(old)|", "Roster|import-mapping|", "Staff|emergency|"];

    [Fact]
    public async Task Conversation_that_lay_in_every_place_leaves_its_stub_and_nothing_else()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await BystanderAsync(clinic);
        var before = await StorageSnapshot.OfAsync(clinic);
        var id = await FillAsync(clinic);
        var old = await clinic.ConversationOf(Old);
        var full = await StorageSnapshot.OfAsync(clinic);
        var touched = full.Since(before).Select(place => place.Split('|', '/')[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            ["Campaigns", "Conversations", "Inbox", "Keys", "Outbox", "Portal", "Presence", "Roster", "Staff", "attachments", "imports", "long-texts"], touched);
        Assert.Superset(
            new HashSet<string> { "A", "C", "H", "K", "M", "P", "R", "T", "X" },
            full.All.Keys.Where(place => place.StartsWith($"Conversations|{id.Value}|", StringComparison.Ordinal)).Select(place => place.Split('|')[2]).ToHashSet());
        Assert.Contains(full.With(id.Value), place => place.StartsWith("Inbox|mentions|u2|", StringComparison.Ordinal));
        Assert.Contains(full.With(id.Value), place => place.StartsWith("Outbox|due|", StringComparison.Ordinal));
        var ids = await OtherIdsAsync(clinic, id);
        Assert.All(ids, one => Assert.NotEmpty(full.With(one)));

        // The journey comes to its end, as all do within months.
        for (var month = 0; month < 3; month++) await clinic.TickAsync(TimeSpan.FromDays(30));
        await ShredAsync(clinic, id);
        await clinic.Get<ImportStart>().CleanAsync(CancellationToken.None);

        var after = await StorageSnapshot.OfAsync(clinic);
        var left = after.Since(before).Select(place => place.Replace(id.Value, "(id)", StringComparison.Ordinal).Replace(old.Value, "(old)", StringComparison.Ordinal));
        Assert.All(left, place => Assert.Contains(Stays, stays => place.StartsWith(stays, StringComparison.Ordinal)));
        var named = after.With(id.Value).ToList();
        Assert.Equal(2, named.Count);
        Assert.Equal($"Conversations|{id.Value}|G", named[0]);
        Assert.StartsWith("Staff|emergency|", named[1], StringComparison.Ordinal);
        Assert.Empty((await clinic.Get<EmergencyStore>().ReadAsync(null, 10, CancellationToken.None)).Rows.Single().Row!.ReasonBox);
        Assert.All(ids, one => Assert.Empty(after.With(one)));
        Assert.Empty(after.LostSince(before));
        Assert.Equal("May I come at five?", Assert.Single(await clinic.ThreadOf(Bystander), one => one.Message.Author == "patient").Text);
        Assert.True((await clinic.Get<RosterStore>().FindPatientOfAsync(old, "0123456789abcdef01234567", CancellationToken.None))!.IsLeft);
        Assert.Equal(
            ["attempted", "ordered", "attempted", "done"],
            clinic.Journal.Entries.Where(e => e.Action is "record.shred" or "record.shredded").Select(e => e.Outcome));
        Assert.Equal("staff:u1", clinic.Journal.Entries.Single(e => e.Action == "record.shredded").Actor);
        ArchiveRun.IsProblem(await clinic.AskAsync("ReadRecord", id), 404, "not-found");
        ArchiveRun.IsProblem(await clinic.AskAsync("ReadMessages", id), 404, "not-found");
    }

    // P4: years and a shredding later a STOP is a STOP, and the number begins anew without its past.
    [Fact]
    public async Task STOP_holds_after_shredding_and_a_new_text_begins_anew()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync("Velvetmoonfish");
        await clinic.TextAsync("STOP");
        await clinic.OrderWhenDueAsync(id);
        await ShredAsync(clinic, id);
        var texts = clinic.Carrier.Sent.Count;

        clinic.Time.Advance(TimeSpan.FromHours(3));
        await clinic.TextAsync("Hello again");
        var head = (await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!.Head;
        Assert.True(head.Consent.IsWithdrawn);
        Assert.Equal(["Hello again"], (await clinic.ThreadOf(TestClinic.Patient)).Where(one => one.Message.Author == "patient").Select(one => one.Text));
        await clinic.AnswerAsync(TestClinic.Patient, "Are you there?");
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(texts, clinic.Carrier.Sent.Count);
        var (rows, _) = await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Open, null, 10, CancellationToken.None);
        Assert.Equal(id, Assert.Single(rows).Id);

        await clinic.TextAsync("START");
        Assert.False((await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!.Head.Consent.IsWithdrawn);
        Assert.NotNull(await clinic.Get<ShredStore>().FindStubAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Stub_that_somebody_has_changed_counts_as_a_STOP()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        await ShredAsync(clinic, id);
        var table = clinic.Storage().Conversations;
        var stub = (await table.GetEntityAsync<Azure.Data.Tables.TableEntity>(id.Value, "G")).Value;
        stub["Version"] = 7L;
        await table.UpdateEntityAsync(stub, stub.ETag, Azure.Data.Tables.TableUpdateMode.Replace);
        await clinic.TextAsync("Hello again");
        Assert.True((await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!.Head.Consent.IsWithdrawn);
    }

    // P3: what comes while rows may still be there is not taken, so it comes again, and is then kept.
    [Fact]
    public async Task Text_that_comes_between_the_two_rounds_is_refused_and_taken_afterwards()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        await clinic.TickAsync(ArchiveTransitions.Wait);
        Assert.True((await clinic.Get<ShredStore>().FindStubAsync(id, CancellationToken.None))!.IsUnderway);
        var text = AcsJson.Sms("Incoming_again", "Hello again", at: clinic.Time.GetUtcNow());
        await Assert.ThrowsAnyAsync<Exception>(() => clinic.DeliverAsync(text));

        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        await clinic.DeliverAsync(text);
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        Assert.Contains(await clinic.ThreadOf(TestClinic.Patient), one => one.Text == "Hello again");
    }

    // P3: a stub that stays underway would refuse every later text of the number, a STOP too.
    [Fact]
    public async Task Shredding_whose_first_round_was_slow_comes_to_its_end()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        var slow = false;
        transport.Before((call, _) =>
        {
            // The promise of the second round is written: the key rows are looked at once more, and that takes its time.
            if (!clinic.Journal.Entries.Any(e => e.Action == "record.shred" && e.Correlation.StartsWith("shred-", StringComparison.Ordinal))
                || call != "GET Conversations") return Task.FromResult(false);
            slow = true;
            clinic.Time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(true);
        });
        await clinic.TickAsync(ArchiveTransitions.Wait);
        Assert.True(slow, "The look was not seen.");
        for (var tick = 0; tick < 4; tick++) await clinic.TickAsync(TimeSpan.FromMinutes(2) - TimeSpan.FromSeconds(4));
        Assert.False((await clinic.Get<ShredStore>().FindStubAsync(id, CancellationToken.None))!.IsUnderway);
        Assert.Single(clinic.Journal.Entries, e => e.Action == "record.shredded");
        await clinic.TextAsync("STOP");
        Assert.True((await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!.Head.Consent.IsWithdrawn);
    }

    private static async Task ShredAsync(TestClinic clinic, ConversationId id)
    {
        if ((await clinic.RecordAsync(id)).GetProperty("shredding").ValueKind == JsonValueKind.Null) await clinic.OrderWhenDueAsync(id);
        await clinic.TickAsync(ArchiveTransitions.Wait);
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        Assert.False((await clinic.Get<ShredStore>().FindStubAsync(id, CancellationToken.None))!.IsUnderway);
    }

    private static async Task BystanderAsync(TestClinic clinic)
    {
        await clinic.TextAsync("May I come at five?", Bystander);
        var id = await clinic.ConversationOf(Bystander);
        await PortalRun.NameAsync(clinic, id, "Otto Other");
        await clinic.Get<StaffNotes>().WriteAsync(id, clinic.Staff, new MessageText("Look."), ["u2"], "k", CancellationToken.None);
        await clinic.Get<PortalStore>().AddAsync(
            PortalRun.LinkFor(id, "p", LinkToken.Create(clinic.Get<IRandomSource>()), clinic.Time.GetUtcNow()), CancellationToken.None);
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
    }

    // Every place that the program writes to for one number.
    private static async Task<ConversationId> FillAsync(TestClinic clinic)
    {
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients.Replace("A-2,Ben,Soto,2015-05-05,206-555-0123", "A-1b,Ben,Soto,2015-05-05,206-555-0123", StringComparison.Ordinal)
            .Split('\n').Where(line => !line.StartsWith("A-4", StringComparison.Ordinal)).Aggregate((a, b) => a + "\n" + b));
        var run = await CampaignRun.StartAsync(clinic);
        var id = run.Conversation;
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await run.CampaignAsync();
        await run.WriteAsync("Yes");
        await clinic.AnswerAsync(TestClinic.Patient, "Four is fine.");
        await clinic.Get<StaffNotes>().WriteAsync(
            id, clinic.Staff, new MessageText(new string('n', 40_000)), ["u2"], "long", CancellationToken.None);
        await PortalRun.PlantFileAsync(clinic, MessageId.For(clinic.Time.GetUtcNow(), "file"), "Kodachromeyak", run.PatientId);
        await clinic.Get<SecureLinks>().SendAsync(
            id, clinic.Staff, new LinkRequest(run.PatientId, LinkKind.Thread, null, "Your result is fine.", "l"), CancellationToken.None);
        await PortalRun.LinkAsync(clinic, id, run.PatientId);
        await clinic.Get<PresenceBoard>().TellAsync("u9", id, typing: false, clinic.Time.GetUtcNow(), CancellationToken.None);

        // Somebody whose earlier number leads here.
        var old = await clinic.ConversationOf(Old);
        var roster = clinic.Get<RosterStore>();
        var mover = new RosterPatient { Id = "mover", Conversation = old, PatientId = "0123456789abcdef01234567" };
        Assert.True(await roster.SavePatientAsync(mover, "c", null, CancellationToken.None));
        Assert.True(await roster.SavePatientAsync(
            mover with { Conversation = id, PatientId = run.PatientId }, "c2", await roster.FindPatientAsync("mover", CancellationToken.None), CancellationToken.None));
        await clinic.AskAsync("HoldRecord", id, new { reason = "A letter came" });
        await clinic.AskAsync("ReleaseRecord", id, new { reason = "Settled" });
        var random = clinic.Get<IRandomSource>();
        var grant = new EmergencyGrant
        {
            Id = EmergencyId.New(clinic.Time.GetUtcNow(), random),
            Staff = StaffId.New(random),
            Conversation = id,
            From = clinic.Time.GetUtcNow(),
        };
        Assert.True(await clinic.Get<EmergencyStore>().AddAsync(grant, "Patient called from a hospital", null, CancellationToken.None));
        return id;
    }

    private static async Task<IReadOnlyList<string>> OtherIdsAsync(TestClinic clinic, ConversationId id)
    {
        var patients = (await clinic.Get<PatientRecords>().ReadAsync(id, CancellationToken.None))!.Select(one => one.Id);
        var store = clinic.Get<ConversationStore>();
        var journeys = await store.ReadAllJourneysAsync(id, await store.ReadKeysAsync(id, CancellationToken.None), CancellationToken.None);
        var links = await store.ReadAllLinksAsync(id, CancellationToken.None);
        var thread = await clinic.ThreadOf(TestClinic.Patient);
        return
        [
            .. patients,
            .. journeys.SelectMany(one => new[] { one!.Id.Value, one.Occasion }),
            .. links.Select(one => one!.Value.Value),
            .. thread.Select(one => one.Message.Id.Value),
        ];
    }
}

using Azure.Data.Tables;
using SecureText.Carriers;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>Whose a patient's answer is, and that none is lost between the playbook and staff.</summary>
public class AnswerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Yes_to_a_question_that_did_not_arrive_waits_for_staff()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        clinic.Carrier.Answer = _ => new CarrierReply.Rejected("4001");
        var (run, campaign) = await RemindedAsync(clinic);
        clinic.Carrier.Answer = _ => null;

        await run.WriteAsync("Yes");

        Assert.Equal(clinic.Time.GetUtcNow().AddSeconds(-5), (await run.HeadAsync()).Head.UnansweredSince);
        Assert.Null((await run.MemberAsync(campaign)).State!.Outcome);
    }

    [Fact]
    public async Task Yes_after_staff_wrote_is_for_staff()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (run, campaign) = await RemindedAsync(clinic);
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.AnswerAsync(run.Number, "Shall we look for another day?");
        clinic.Time.Advance(TimeSpan.FromMinutes(1));

        await run.WriteAsync("Yes");

        Assert.NotNull((await run.HeadAsync()).Head.UnansweredSince);
        Assert.Null((await run.MemberAsync(campaign)).State!.Outcome);
    }

    [Fact]
    public async Task Question_beside_an_answer_waits_for_staff()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (run, campaign) = await RemindedAsync(clinic);
        await run.DeliverAsync("Yes");
        clinic.Time.Advance(TimeSpan.FromSeconds(1));
        await run.DeliverAsync("Where may I park");
        var asked = clinic.Time.GetUtcNow();

        await clinic.TickAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("confirmed", (await run.MemberAsync(campaign)).State!.Outcome);
        Assert.Equal(asked, (await run.HeadAsync()).Head.UnansweredSince);
    }

    [Fact]
    public async Task No_after_yes_calls_a_person()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (run, campaign) = await RemindedAsync(clinic);
        await run.DeliverAsync("Yes");
        clinic.Time.Advance(TimeSpan.FromSeconds(1));
        await run.DeliverAsync("No");

        await clinic.TickAsync(TimeSpan.FromSeconds(5));

        Assert.True((await run.MemberAsync(campaign)).State!.PersonCalled);
        Assert.NotNull((await run.HeadAsync()).Head.UnansweredSince);
        Assert.Contains(await clinic.ThreadOf(run.Number), one => one.Message.Status == MessageStatus.Noted);
    }

    [Fact]
    public async Task Answer_of_one_of_two_patients_at_a_number_is_not_guessed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var visit = await run.OccasionAsync(CampaignRun.InThreeDays);
        var child = Assert.IsType<PatientChange.Done>(await clinic.Get<PatientRecords>().AddAsync(
            run.Conversation, new PatientRecord("June Sample", new DateOnly(2020, 1, 1), Language.English), "import:1", "c2", CancellationToken.None)).Patient;
        var other = visit with { Id = await clinic.Get<RosterStore>().IdOfAsync("Appointment", "other", CancellationToken.None), PatientId = child };
        Assert.True(await clinic.Get<RosterStore>().SaveOccasionAsync(other, "c", null, CancellationToken.None));
        var campaign = await run.CampaignAsync();
        for (var turn = 0; turn < 6; turn++) await clinic.TickAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(2, (await run.PhoneAsync()).Count);

        await run.WriteAsync("Yes");
        await clinic.TickAsync(TimeSpan.FromSeconds(5));

        var (members, _) = await clinic.Get<CampaignMembers>().ReadAsync(campaign.Id, null, 10, CancellationToken.None);
        Assert.All(members, member => Assert.Equal((null, true), (member.State!.Outcome, member.State.PersonCalled)));
        Assert.Equal(2, members.Count);
        Assert.NotNull((await run.HeadAsync()).Head.UnansweredSince);
    }

    [Fact]
    public async Task Red_flag_while_the_campaign_is_paused_gets_its_words_at_once()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (run, campaign) = await CheckedInAsync(clinic);
        await clinic.Get<CampaignDesk>().PauseAsync(campaign.Id, clinic.Staff.Actor, CancellationToken.None);
        await clinic.TickAsync(TimeSpan.FromSeconds(10));

        await run.WriteAsync("9");

        Assert.True((await run.HeadAsync()).Head.Urgent);
        Assert.Contains("call 911 now", (await run.PhoneAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clear_columns_tell_no_answer()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (run, campaign) = await CheckedInAsync(clinic);
        await run.WriteAsync("hm");
        await run.WriteAsync("5");
        await run.WriteAsync("No");
        Assert.Equal(2, (await run.MemberAsync(campaign)).State!.Answers.Count);

        var rows = new List<TableEntity>();
        await foreach (var row in clinic.Storage().Conversations.QueryAsync<TableEntity>()) rows.Add(row);
        await foreach (var row in clinic.Storage().Campaigns.QueryAsync<TableEntity>(row => row.PartitionKey == campaign.Id)) rows.Add(row);
        var clear = rows.SelectMany(row => row).Where(column => column.Value is string && column.Key is not "odata.etag")
            .Select(column => $"{column.Key}={column.Value}").ToList();
        Assert.Contains(clear, column => column == "Touch=reply-1");
        Assert.DoesNotContain(clear, column => column.Contains("feeling", StringComparison.Ordinal)
            || column.Contains("talk", StringComparison.Ordinal)
            || column.Contains("again", StringComparison.Ordinal)
            || column is "Status=Running" or "Status=Settled" or "Status=Ended");
    }

    [Fact]
    public async Task Text_that_never_left_has_told_nobody_how_to_stop()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic, agrees: false);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await run.CampaignAsync();
        Assert.Empty(await run.PhoneAsync());
        Assert.False((await run.HeadAsync()).Head.Greeted);

        await using var second = await TestClinic.StartAsync(azurite);
        var (agreed, _) = await RemindedAsync(second);
        Assert.Contains("STOP", Assert.Single(await agreed.PhoneAsync()), StringComparison.Ordinal);
        Assert.True((await agreed.HeadAsync()).Head.Greeted);
    }

    [Fact]
    public async Task Delivery_that_overtakes_the_carriers_answer_stays_in_the_figures()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await using var other = clinic.Beside();
        clinic.Carrier.After = sent =>
            other.DeliverAsync(AcsJson.Report("Report_1", sent.Tag, "Delivered", "2000: No error.")).GetAwaiter().GetResult();

        var (run, campaign) = await RemindedAsync(clinic);

        Assert.Equal("delivered", (await run.MemberAsync(campaign)).Texts["three-days"]);
    }

    [Fact]
    public async Task Form_answers_the_journey_whose_link_it_was_and_no_other()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(TestClinic.Noon.AddDays(-1), OccasionKind.Visit);
        var campaign = await run.CampaignAsync("survey");
        await clinic.TickAsync(TimeSpan.FromDays(1));
        var text = (await clinic.ThreadOf(run.Number)).Last(one => one.Message.Journey is not null).Message;

        await FillAsync(run, MessageId.For(TestClinic.Noon, "of staff"), "k1");
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        Assert.Null((await run.MemberAsync(campaign)).State!.FormReturnedAt);

        await FillAsync(run, text.Id, "k2");
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        Assert.NotNull((await run.MemberAsync(campaign)).State!.FormReturnedAt);
    }

    [Fact]
    public async Task Held_text_that_has_lost_its_sense_is_given_up_and_others_are_looked_at_each_quarter_of_an_hour()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.AgreeAsync();
        var soon = await clinic.QueueAsync(id, "See you soon.", draft => draft with { NotAfter = TestClinic.Noon.AddMinutes(10) });
        await clinic.Get<CampaignDesk>().PauseAsync("c1", clinic.Staff.Actor, CancellationToken.None);

        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(MessageStatus.Queued, (await clinic.MessageAsync(id, soon)).Status);
        var promised = new List<DueItem>();
        await foreach (var item in clinic.Get<DueWork>().DueAsync(TestClinic.Noon.AddDays(1), CancellationToken.None)) promised.Add(item);
        Assert.True(Assert.Single(promised, item => item.Message == soon).At >= TestClinic.Noon.AddMinutes(10));
        await clinic.TickAsync(TimeSpan.FromMinutes(10));

        var message = await clinic.MessageAsync(id, soon);
        Assert.Equal((MessageStatus.Suppressed, "too-late"), (message.Status, message.Reason));
    }

    private static async Task<(CampaignRun Run, Campaign Campaign)> RemindedAsync(TestClinic clinic)
    {
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        return (run, await run.CampaignAsync());
    }

    private static async Task<(CampaignRun Run, Campaign Campaign)> CheckedInAsync(TestClinic clinic)
    {
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(TestClinic.Noon.AddDays(-1), OccasionKind.Visit);
        var campaign = await run.CampaignAsync("follow-up");
        Assert.Single(await run.PhoneAsync());
        return (run, campaign);
    }

    private static async Task FillAsync(CampaignRun run, MessageId text, string key)
    {
        var now = run.Clinic.Time.GetUtcNow();
        var link = PortalRun.LinkFor(run.Conversation, run.PatientId, LinkToken.Create(run.Clinic.Get<IRandomSource>()), now) with
        {
            Kind = LinkKind.Form,
            Form = "survey",
            Message = text,
        };
        var session = new PatientSession(link);
        var draft = new PatientDraft("portal.form", key, new FormAnswers("survey", "Your visit", []).ToText(), "[Your visit]") { Kind = MessageKind.Form };
        var writes = run.Clinic.Get<PatientWrites>();
        Assert.NotNull(await writes.WriteAsync(session, draft, writes.NewId(session, draft), null, CancellationToken.None));
    }
}

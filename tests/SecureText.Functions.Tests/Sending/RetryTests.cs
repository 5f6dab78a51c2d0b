using SecureText.Carriers;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Sending;

/// <summary>Texts of campaigns that the carriers could not deliver go again; those of people are shown to them.</summary>
public class RetryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Words = "Your visit is tomorrow.";

    [Theory]
    [InlineData("4006")]
    [InlineData("5001")]
    [InlineData("4020")]
    public async Task Text_that_did_not_arrive_goes_three_times_more_and_then_failed(string code)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.AgreeAsync();
        var text = await clinic.SendAsync(id, Words);

        TimeSpan[] backoff = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(2.9)];
        for (var n = 0; n < 3; n++)
        {
            await ReportAsync(clinic, n, "Failed", code);
            Assert.Equal((MessageStatus.Queued, code, n + 1), await StateAsync(clinic, id, text));
            await clinic.TickAsync(TimeSpan.FromMinutes(14));
            Assert.Equal(n + 1, clinic.Carrier.Sent.Count);
            await clinic.TickAsync(backoff[n]);
            await clinic.TickAsync(TimeSpan.FromHours(n == 2 ? 1 : 0));
            Assert.Equal((MessageStatus.Sent, null, n + 1), await StateAsync(clinic, id, text));
        }

        await ReportAsync(clinic, 3, "Failed", code);
        Assert.Equal((MessageStatus.Failed, code, 3), await StateAsync(clinic, id, text));
        Assert.Equal(4, clinic.Carrier.Sent.Select(sent => sent.RepeatabilityId).Distinct().Count());
    }

    [Fact]
    public async Task Report_that_comes_again_or_late_changes_nothing()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.AgreeAsync();
        var text = await clinic.SendAsync(id, Words);

        await ReportAsync(clinic, 0, "Failed", "4006");
        var before = await clinic.MessageAsync(id, text);
        await clinic.TickAsync(TimeSpan.FromMinutes(10));
        await ReportAsync(clinic, 0, "Failed", "4006");
        Assert.Equal(before.DueAt, (await clinic.MessageAsync(id, text)).DueAt);

        await clinic.TickAsync(TimeSpan.FromMinutes(5));
        await ReportAsync(clinic, 0, "Failed", "4006");
        Assert.Equal((MessageStatus.Sent, null, 1), await StateAsync(clinic, id, text));

        await ReportAsync(clinic, 1, "Delivered", "2000");
        await ReportAsync(clinic, 0, "Failed", "4006");
        Assert.Equal((MessageStatus.Delivered, null, 1), await StateAsync(clinic, id, text));
        Assert.Equal(2, clinic.Carrier.Sent.Count);
    }

    [Fact]
    public async Task Text_that_arrived_after_all_does_not_go_again()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.AgreeAsync();
        var text = await clinic.SendAsync(id, Words);
        await ReportAsync(clinic, 0, "Failed", "5001");
        await ReportAsync(clinic, 0, "Delivered", "2000");

        await clinic.TickAsync(TimeSpan.FromHours(1));

        Assert.Equal((MessageStatus.Delivered, null, 1), await StateAsync(clinic, id, text));
        Assert.Single(clinic.Carrier.Sent);
    }

    [Fact]
    public async Task Text_that_would_come_too_late_has_failed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.AgreeAsync();
        var text = await clinic.SendAsync(id, Words, draft => draft with { NotAfter = TestClinic.Noon.AddMinutes(14) });

        await ReportAsync(clinic, 0, "Failed", "4006");

        Assert.Equal((MessageStatus.Failed, "4006", 0), await StateAsync(clinic, id, text));
    }

    [Fact]
    public async Task Text_that_goes_again_asks_consent_again()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.AgreeAsync();
        var text = await clinic.SendAsync(id, Words);
        await ReportAsync(clinic, 0, "Failed", "4006");
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "STOP"));

        await clinic.TickAsync(TimeSpan.FromMinutes(16));

        Assert.Equal((MessageStatus.Suppressed, "consent-withdrawn", 1), await StateAsync(clinic, id, text));
        Assert.Single(clinic.Carrier.Sent, sent => sent.Text.Value == Words);
    }

    [Fact]
    public async Task Text_of_staff_that_did_not_arrive_is_shown_to_them()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        clinic.Time.Advance(TimeSpan.FromSeconds(10));
        await clinic.AnswerAsync(TestClinic.Patient, Words);
        await clinic.DeliverAsync(AcsJson.Report(
            "r1", clinic.Carrier.Sent.Single(sent => sent.Text.Value == Words).Tag, "Failed", "4006: No way."));

        var message = (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == Words).Message;
        Assert.Equal((MessageStatus.Failed, "4006"), (message.Status, message.Reason));
    }

    [Fact]
    public async Task Report_that_overtakes_the_carriers_answer_queues_it_and_the_answer_does_not_undo_that()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await using var other = clinic.Beside();
        var id = await clinic.AgreeAsync();
        clinic.Carrier.After = sent =>
            other.DeliverAsync(AcsJson.Report("r1", sent.Tag, "Failed", "5001: Later.")).GetAwaiter().GetResult();

        var text = await clinic.SendAsync(id, Words);

        Assert.Equal((MessageStatus.Queued, "5001", 1), await StateAsync(clinic, id, text));
        clinic.Carrier.After = _ => { };
        await clinic.TickAsync(TimeSpan.FromMinutes(15));
        Assert.Equal((MessageStatus.Sent, null, 1), await StateAsync(clinic, id, text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Line_that_is_too_fast_pauses_for_everybody_and_is_then_slower(bool byReport)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.AgreeAsync();
        if (!byReport) clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("429", TimeSpan.FromSeconds(5));
        await clinic.SendAsync(id, Words);
        clinic.Carrier.Answer = _ => null;
        if (byReport) await ReportAsync(clinic, 0, "Failed", "4020");

        var ledger = clinic.Get<SlotLedgerStore>();
        var line = clinic.Get<Clinic.ClinicProfile>().Lines[0];
        var now = clinic.Time.GetUtcNow();
        var first = await ledger.TakeAsync(line, 1, now, CancellationToken.None);
        var second = await ledger.TakeAsync(line, 1, now, CancellationToken.None);
        Assert.True(first >= now.AddSeconds(30), $"{first - now}");
        Assert.True(second - first >= TimeSpan.FromSeconds(2), $"{second - first}");
        var later = now.AddMinutes(10);
        var third = await ledger.TakeAsync(line, 1, later, CancellationToken.None);
        var fourth = await ledger.TakeAsync(line, 1, later, CancellationToken.None);
        Assert.Equal(later, third);
        Assert.True(fourth - third < TimeSpan.FromSeconds(1.5), $"{fourth - third}");
    }

    private static Task ReportAsync(TestClinic clinic, int attempt, string status, string code)
    {
        var sent = clinic.Carrier.Calls.Where(call => call.Text.Value == Words).DistinctBy(call => call.RepeatabilityId).ToList();
        return clinic.DeliverAsync(AcsJson.Report($"Outgoing_{attempt}", sent[attempt].Tag, status, $"{code}: Words."));
    }

    private static async Task<(MessageStatus, string?, int)> StateAsync(TestClinic clinic, ConversationId id, MessageId text)
    {
        var message = await clinic.MessageAsync(id, text);
        return (message.Status, message.Reason, message.Attempt);
    }
}

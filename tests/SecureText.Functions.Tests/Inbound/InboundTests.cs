using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Inbound;

public class InboundTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Text_from_a_stranger_is_stored_greeted_and_shown()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));

        var thread = await clinic.ThreadOf(TestClinic.Patient);
        Assert.Equal("May I come at four?", thread[0].Text);
        Assert.Equal(MessageStatus.Received, thread[0].Message.Status);
        Assert.Equal(MessageStatus.Sent, thread[1].Message.Status);
        Assert.Contains("Sample Clinic", thread[1].Text, StringComparison.Ordinal);
        Assert.Single(clinic.Carrier.Sent);
    }

    [Fact]
    public async Task Event_delivered_three_times_has_one_effect()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var sms = AcsJson.Sms("Incoming_1", "May I come at four?");
        await clinic.DeliverAsync(sms);
        await clinic.DeliverAsync(sms, sms);

        Assert.Equal(2, (await clinic.ThreadOf(TestClinic.Patient)).Count);
        Assert.Single(clinic.Carrier.Sent);
        Assert.Equal(["done", "repeated", "repeated"],
            clinic.Journal.Entries.Where(e => e.Action == "message.received").Select(e => e.Outcome));
    }

    [Fact]
    public async Task Text_is_taken_in_while_the_keys_are_away_and_answered_when_they_are_back()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        clinic.Keys.Fails = true;
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));

        var (rows, _) = await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Open, null, 50, CancellationToken.None);
        Assert.Single(rows);
        Assert.Empty(clinic.Carrier.Sent);
        await clinic.TickAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(clinic.Carrier.Sent);

        clinic.Keys.Fails = false;
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        Assert.Single(clinic.Carrier.Sent);
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        Assert.Single(clinic.Carrier.Sent);
    }

    [Fact]
    public async Task Staff_answer_leaves_and_its_report_comes_back()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        await clinic.AnswerAsync(TestClinic.Patient, "Four is fine.");
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        var answer = clinic.Carrier.Sent.Single(m => m.Text.Value == "Four is fine.");
        await clinic.DeliverAsync(AcsJson.Report("Outgoing_1", answer.Tag, "Delivered", "2000: No error."));

        Assert.Equal(MessageStatus.Delivered, (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == "Four is fine.").Message.Status);
    }

    [Fact]
    public async Task Stop_withdraws_and_is_confirmed_once_and_nothing_else_leaves()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", " stop! ", at: TestClinic.Noon.AddMinutes(1)));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_3", "STOP", at: TestClinic.Noon.AddMinutes(2)));

        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        var refused = Assert.IsType<Sending.StaffSend.Refused>(await clinic.AnswerAsync(TestClinic.Patient, "Hello again"));
        Assert.Equal("consent-withdrawn", refused.Reason.Code);
        Assert.Equal(2, clinic.Carrier.Sent.Count);
    }
}

using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>P4: whatever has been written, the last word of the patient before the hand-over counts.</summary>
public class StopTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Answer = "Four is fine.";

    [Fact]
    public async Task Text_that_waits_for_its_turn_is_suppressed_by_a_STOP_and_shown_with_the_reason()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        var taken = Assert.IsType<StaffSend.Taken>(await clinic.AnswerAsync(TestClinic.Patient, Answer));
        Assert.Equal(MessageStatus.Queued, taken.Report.Status);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "STOP"));

        await clinic.TickAsync(TimeSpan.FromSeconds(30));

        await AssertSuppressedAsync(clinic);
    }

    [Fact]
    public async Task STOP_between_decision_and_claim_stops_the_text()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        clinic.Time.Advance(TimeSpan.FromSeconds(10));
        await using var other = clinic.Beside();
        var stopped = false;
        transport.Before(async (_, body) =>
        {
            if (!body.Contains(RowSeal.Touch, StringComparison.Ordinal)) return false;
            await other.DeliverAsync(AcsJson.Sms("Incoming_2", "STOP", at: TestClinic.Noon.AddSeconds(10)));
            return stopped = true;
        });

        await clinic.AnswerAsync(TestClinic.Patient, Answer);
        await clinic.TickAsync(TimeSpan.FromSeconds(90));

        Assert.True(stopped, "The claim was not seen.");
        await AssertSuppressedAsync(clinic);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("CT", 30)]
    public async Task First_text_at_half_past_eight_waits_until_nine_where_the_state_says_so(string? state, int minutes)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        clinic.State = state is null ? null : UsState.Parse(state);
        clinic.Restart();
        clinic.Time.Advance(TimeSpan.FromHours(20.5));
        var now = clinic.Time.GetUtcNow();

        var sent = Assert.IsType<StaffSend.Taken>(await SendAsync(clinic, TestClinic.Patient, SendPurpose.StaffFirst, "k1"));

        Assert.Equal(minutes == 0 ? null : now.AddMinutes(minutes), sent.Report.DeferredUntil);
    }

    [Fact]
    public async Task Text_that_sounds_like_a_withdrawal_pauses_what_nobody_asked_for_and_lets_staff_ask_back()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "please do not text me any more"));

        var begun = await SendAsync(clinic, TestClinic.Patient, SendPurpose.StaffFirst, "k1");
        Assert.Equal(SendReason.ConsentPaused, Assert.IsType<StaffSend.Refused>(begun).Reason);
        Assert.IsType<StaffSend.Taken>(await SendAsync(clinic, TestClinic.Patient, SendPurpose.StaffReply, "k2"));
    }

    [Fact]
    public async Task Greeting_of_a_stranger_who_sounds_withdrawn_is_suppressed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "please do not text me any more"));

        var greeting = (await clinic.ThreadOf(TestClinic.Patient))[1].Message;
        Assert.Equal(MessageStatus.Suppressed, greeting.Status);
        Assert.Empty(clinic.Carrier.Calls);
    }

    [Fact]
    public async Task Nobody_whose_consent_is_unknown_gets_a_text()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var stranger = await SendAsync(clinic, TestClinic.Patient, SendPurpose.StaffFirst, "k1");
        await clinic.Get<ConsentLedger>().RecordAsync(
            PhoneNumber.Parse(TestClinic.Patient),
            new ConsentRecord(
                ConsentChange.Granted, [MessageClass.Billing], ConsentSource.Form, TestClinic.Noon, clinic.Staff.Actor,
                new MessageText("You may text me about bills.")),
            "request-1",
            CancellationToken.None);
        var forAnotherClass = await SendAsync(clinic, TestClinic.Patient, SendPurpose.StaffFirst, "k2");

        Assert.Equal(SendReason.ConsentMissing, Assert.IsType<StaffSend.Refused>(stranger).Reason);
        Assert.Equal(SendReason.ConsentMissing, Assert.IsType<StaffSend.Refused>(forAnotherClass).Reason);
        Assert.Empty(clinic.Carrier.Calls);
    }

    [Fact]
    public async Task STOP_on_a_toll_free_line_is_left_to_the_network()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "STOP"));

        var answer = (await clinic.ThreadOf(TestClinic.Patient))[1].Message;
        Assert.Equal((MessageStatus.Suppressed, "network-answers-stop"), (answer.Status, answer.Reason));
        Assert.Empty(clinic.Carrier.Calls);
    }

    private static async Task<StaffSend> SendAsync(TestClinic clinic, string number, SendPurpose purpose, string key) =>
        await clinic.Get<StaffTexts>().SendAsync(
            await clinic.ConversationOf(number), clinic.Staff, purpose, new MessageText(Answer), key, null, CancellationToken.None);

    private static async Task AssertSuppressedAsync(TestClinic clinic)
    {
        var shown = (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == Answer).Message;
        Assert.Equal((MessageStatus.Suppressed, "consent-withdrawn"), (shown.Status, shown.Reason));
        Assert.DoesNotContain(clinic.Carrier.Calls, m => m.Text.Value == Answer);
    }
}

using SecureText.Carriers;
using SecureText.Conversations;
using SecureText.Harness;

namespace SecureText.Sending;

/// <summary>A carrier that does not take a text, or does not say whether it did.</summary>
public class CarrierTroubleTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Answer = "Four is fine.";

    [Fact]
    public async Task Busy_carrier_gets_the_text_once_when_its_time_has_come()
    {
        await using var clinic = await StartAsync();
        clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("429", TimeSpan.FromMinutes(5));
        await clinic.AnswerAsync(TestClinic.Patient, Answer);
        clinic.Carrier.Answer = _ => null;
        Assert.Equal(MessageStatus.Queued, (await MessageAsync(clinic)).Status);

        // Neither the claim's own promise nor an impatient client is a reason to ask before that.
        await clinic.TickAsync(TimeSpan.FromSeconds(90));
        await clinic.AnswerAsync(TestClinic.Patient, Answer);
        Assert.Single(Calls(clinic));

        await TickForAsync(clinic, TimeSpan.FromMinutes(5));
        Assert.Equal(MessageStatus.Sent, (await MessageAsync(clinic)).Status);
        Assert.Equal(2, Calls(clinic).Count);
    }

    [Fact]
    public async Task Carrier_busy_for_hours_gets_the_text_once_and_nobody_calls_it_unknown()
    {
        await using var clinic = await StartAsync();
        clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("429", TimeSpan.FromHours(1));
        await clinic.AnswerAsync(TestClinic.Patient, Answer);
        await TickForAsync(clinic, TimeSpan.FromHours(3), TimeSpan.FromMinutes(10));
        Assert.Equal(MessageStatus.Queued, (await MessageAsync(clinic)).Status);
        clinic.Carrier.Answer = _ => null;

        await TickForAsync(clinic, TimeSpan.FromHours(2), TimeSpan.FromMinutes(10));

        Assert.Equal(MessageStatus.Sent, (await MessageAsync(clinic)).Status);
        Assert.Single(clinic.Carrier.Sent, m => m.Text.Value == Answer);
    }

    [Fact]
    public async Task Carrier_busy_for_a_day_ends_in_a_suppressed_text()
    {
        await using var clinic = await StartAsync();
        clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("429", TimeSpan.FromHours(5));
        await clinic.AnswerAsync(TestClinic.Patient, Answer);

        await TickForAsync(clinic, TimeSpan.FromHours(30), TimeSpan.FromHours(1));

        var message = await MessageAsync(clinic);
        Assert.Equal((MessageStatus.Suppressed, "carrier-unavailable"), (message.Status, message.Reason));
        Assert.Equal(5, Calls(clinic).Count);
    }

    [Fact]
    public async Task Text_that_may_have_been_taken_is_repeated_with_the_same_ids()
    {
        await using var clinic = await StartAsync();
        clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("503", TimeSpan.Zero);
        await clinic.AnswerAsync(TestClinic.Patient, Answer);
        await clinic.TickAsync(TimeSpan.FromSeconds(90));
        clinic.Carrier.Answer = _ => null;
        await TickForAsync(clinic, TimeSpan.FromMinutes(5));

        Assert.Equal(MessageStatus.Sent, (await MessageAsync(clinic)).Status);
        var calls = Calls(clinic);
        Assert.Equal(3, calls.Count);
        Assert.Single(calls.Distinct());
    }

    [Fact]
    public async Task Text_that_may_have_been_taken_is_unknown_after_ten_minutes_until_a_report_settles_it()
    {
        await using var clinic = await StartAsync();
        clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("503", TimeSpan.Zero);
        await clinic.AnswerAsync(TestClinic.Patient, Answer);
        await TickForAsync(clinic, TimeSpan.FromMinutes(20));
        var message = await MessageAsync(clinic);
        Assert.Equal((MessageStatus.Unknown, "may-have-been-sent"), (message.Status, message.Reason));

        // Never resent, whoever asks.
        clinic.Carrier.Answer = _ => null;
        var calls = Calls(clinic);
        await clinic.AnswerAsync(TestClinic.Patient, Answer);
        await TickForAsync(clinic, TimeSpan.FromHours(2), TimeSpan.FromMinutes(10));
        Assert.Equal(calls.Count, Calls(clinic).Count);
        Assert.All(calls, call => Assert.True(call.FirstSent >= TestClinic.Noon));
        Assert.Single(calls.Distinct());

        await clinic.DeliverAsync(AcsJson.Report("Outgoing_1", calls[0].Tag, "Delivered", "2000: No error."));
        Assert.Equal(MessageStatus.Delivered, (await MessageAsync(clinic)).Status);
    }

    [Fact]
    public async Task Sender_that_stood_still_for_a_minute_does_not_take_the_text_from_the_one_that_has_it_now()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        await using var other = clinic.Beside();
        var id = await clinic.AgreeAsync();
        var text = await clinic.QueueAsync(id, "Your visit is tomorrow.");
        clinic.Journal.Before = entry =>
        {
            if (entry is not { Action: "message.sent", Outcome: "attempted" }) return;
            clinic.Journal.Before = _ => { };
            clinic.Time.Advance(TimeSpan.FromSeconds(61));
            transport.Before(async (_, _) =>
            {
                // The carrier takes it, and the answer is lost.
                clinic.Carrier.After = _ => throw new IOException("The line broke.");
                await Assert.ThrowsAsync<IOException>(
                    () => other.Get<Sender>().SendAsync(id, text, CancellationToken.None, isPromised: true));
                clinic.Carrier.After = _ => { };
                return true;
            });
        };

        await clinic.Get<Sender>().SendAsync(id, text, CancellationToken.None, isPromised: true);

        Assert.Equal(MessageStatus.Sending, (await clinic.MessageAsync(id, text)).Status);
        await clinic.TickAsync(TimeSpan.FromSeconds(62));
        Assert.Equal(MessageStatus.Sent, (await clinic.MessageAsync(id, text)).Status);
        Assert.Equal(2, clinic.Carrier.Calls.Count);
        Assert.Single(clinic.Carrier.Calls.Distinct());
    }

    private async Task<TestClinic> StartAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        clinic.Time.Advance(TimeSpan.FromSeconds(10));
        return clinic;
    }

    private static async Task TickForAsync(TestClinic clinic, TimeSpan span, TimeSpan? step = null)
    {
        var each = step ?? TimeSpan.FromSeconds(30);
        for (var passed = TimeSpan.Zero; passed < span; passed += each) await clinic.TickAsync(each);
    }

    private static List<CarrierMessage> Calls(TestClinic clinic) =>
        [.. clinic.Carrier.Calls.Where(call => call.Text.Value == Answer)];

    private static async Task<Message> MessageAsync(TestClinic clinic) =>
        (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == Answer).Message;
}

using SecureText.Api.Access;
using SecureText.Carriers;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>A text that staff write now for later, and call back.</summary>
public class ScheduledTextTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Question = "May I come at four?";
    private const string Answer = "Four is fine.";
    private static readonly DateTimeOffset Later = TestClinic.Noon.AddHours(2);

    [Fact]
    public async Task Text_goes_at_its_time_and_not_before_whatever_process_is_there()
    {
        await using var clinic = await ClinicAsync();
        var taken = await ScheduleAsync(clinic, Later);
        Assert.Equal((MessageStatus.Queued, (DateTimeOffset?)Later), (taken.Report.Status, taken.Report.DeferredUntil));

        await clinic.TickAsync(TimeSpan.FromMinutes(90));
        Assert.DoesNotContain(clinic.Carrier.Sent, m => m.Text.Value == Answer);
        clinic.Restart();
        await clinic.TickAsync(TimeSpan.FromMinutes(30));

        Assert.Single(clinic.Carrier.Sent, m => m.Text.Value == Answer);
        var message = await MessageAsync(clinic);
        Assert.Equal((MessageStatus.Sent, Later), (message.Status, message.At));
    }

    [Theory]
    [InlineData(6, MessageStatus.Sent, null, false)]
    [InlineData(6.1, MessageStatus.Suppressed, "too-late", true)]
    public async Task Text_that_nothing_sent_for_six_hours_after_its_time_is_left_to_a_person(
        double hours, MessageStatus status, string? reason, bool urgent)
    {
        await using var clinic = await ClinicAsync();
        await ScheduleAsync(clinic, TestClinic.Noon.AddMinutes(10));

        await clinic.TickAsync(TimeSpan.FromMinutes(10) + TimeSpan.FromHours(hours));

        var message = await MessageAsync(clinic);
        Assert.Equal((status, reason), (message.Status, message.Reason));
        Assert.Equal(urgent, (await HeadAsync(clinic)).Urgent);
    }

    [Fact]
    public async Task STOP_before_its_time_suppresses_it_and_staff_see_the_conversation_again()
    {
        await using var clinic = await ClinicAsync();
        await ScheduleAsync(clinic, Later);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "STOP", at: TestClinic.Noon.AddMinutes(1)));

        await clinic.TickAsync(TimeSpan.FromHours(2));

        var message = await MessageAsync(clinic);
        Assert.Equal((MessageStatus.Suppressed, "consent-withdrawn"), (message.Status, message.Reason));
        Assert.True((await HeadAsync(clinic)).Urgent);
    }

    [Fact]
    public async Task Text_called_back_never_goes_and_the_patient_waits_again_as_long_as_before()
    {
        await using var clinic = await ClinicAsync();
        var waiting = (await HeadAsync(clinic)).UnansweredSince;
        var id = (await ScheduleAsync(clinic, Later)).Id;
        Assert.Null((await HeadAsync(clinic)).UnansweredSince);

        Assert.Equal(CallBack.Done, await CallBackAsync(clinic, id));
        Assert.Equal(CallBack.Done, await CallBackAsync(clinic, id));
        await clinic.TickAsync(TimeSpan.FromHours(3));

        var message = await MessageAsync(clinic);
        Assert.Equal((MessageStatus.Suppressed, "cancelled"), (message.Status, message.Reason));
        Assert.DoesNotContain(clinic.Carrier.Sent, m => m.Text.Value == Answer);
        var head = await HeadAsync(clinic);
        Assert.Equal((waiting, false), (head.UnansweredSince, head.Urgent));
        var (unanswered, _) = await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Unanswered, null, 5, CancellationToken.None);
        Assert.Single(unanswered);
        Assert.Contains(clinic.Journal.Entries, e => e is { Action: "message.cancel", Outcome: "done", Actor: "staff:u1" });
    }

    [Fact]
    public async Task Text_that_has_gone_is_not_called_back()
    {
        await using var clinic = await ClinicAsync();
        var id = (await ScheduleAsync(clinic, Later)).Id;
        await clinic.TickAsync(TimeSpan.FromHours(2));

        Assert.Equal(CallBack.AlreadySent, await CallBackAsync(clinic, id));
        Assert.Equal(MessageStatus.Sent, (await MessageAsync(clinic)).Status);
    }

    [Fact]
    public async Task Automatic_answer_is_not_for_staff_to_hold_back()
    {
        await using var clinic = await ClinicAsync();
        var greeting = (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Message.Author == "system").Message.Id;

        Assert.Equal(CallBack.Automatic, await CallBackAsync(clinic, greeting));
        Assert.Equal(CallBack.NotFound, await CallBackAsync(clinic, MessageId.For(Later, "nothing")));
    }

    [Fact]
    public async Task Conversation_put_away_meanwhile_stays_away_when_a_text_is_called_back()
    {
        await using var clinic = await ClinicAsync();
        var id = (await ScheduleAsync(clinic, Later)).Id;
        await clinic.Get<HeadChanges>().ApplyAsync(
            await clinic.ConversationOf(TestClinic.Patient), "staff:u1", "conversation.close", "c", row => row.Head.Closed(), CancellationToken.None);

        Assert.Equal(CallBack.Done, await CallBackAsync(clinic, id));

        var head = await HeadAsync(clinic);
        Assert.Equal((ConversationStatus.Closed, (DateTimeOffset?)null), (head.Status, head.UnansweredSince));
    }

    [Fact]
    public async Task Text_that_waits_for_its_time_is_no_proof_of_having_seen_what_came_since()
    {
        await using var clinic = await ClinicAsync();
        var scheduled = (await ScheduleAsync(clinic, Later)).Id;
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "Or at five?", at: TestClinic.Noon.AddMinutes(1)));

        await SendAsync(clinic, "And bring your card.", "k2", null, seen: scheduled);

        Assert.NotNull((await HeadAsync(clinic)).UnansweredSince);
    }

    [Fact]
    public async Task Key_used_again_for_another_time_is_refused()
    {
        await using var clinic = await ClinicAsync();
        var first = await ScheduleAsync(clinic, Later);
        var again = await ScheduleAsync(clinic, Later);
        Assert.Equal(first.Id, again.Id);
        Assert.IsType<StaffSend.KeyReused>(await SendAsync(clinic, Answer, "k1", Later.AddMinutes(1)));
        Assert.IsType<StaffSend.KeyReused>(await SendAsync(clinic, Answer, "k1", null));
    }

    [Fact]
    public async Task Text_written_days_ago_is_tried_as_long_as_one_of_today()
    {
        await using var clinic = await ClinicAsync();
        await ScheduleAsync(clinic, TestClinic.Noon.AddDays(5));
        clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("429", TimeSpan.FromSeconds(30));
        await clinic.TickAsync(TimeSpan.FromDays(5));
        await clinic.TickAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(MessageStatus.Queued, (await MessageAsync(clinic)).Status);

        clinic.Carrier.Answer = _ => null;
        await clinic.TickAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(MessageStatus.Sent, (await MessageAsync(clinic)).Status);
    }

    // The call back comes in at each request that the timer's send makes, to the storage and before the carrier.
    [Fact]
    public async Task Call_back_against_the_timer_at_any_moment_either_stops_the_text_or_is_told_that_it_went()
    {
        var (stopped, went) = (0, 0);
        for (var nth = 1; ; nth++)
        {
            var transport = new FaultTransport(new FaultPoints());
            await using var clinic = await ClinicAsync(transport);
            await using var other = clinic.Beside();
            var id = (await ScheduleAsync(clinic, Later)).Id;
            var (calls, answer) = (0, (CallBack?)null);
            transport.Before(async (_, _) =>
            {
                if (++calls < nth) return false;
                answer = await CallBackAsync(other, id);
                return true;
            });

            await clinic.TickAsync(TimeSpan.FromHours(2));
            if (answer is null) break;
            for (var tick = 0; tick < 4; tick++) await clinic.TickAsync(TimeSpan.FromMinutes(2));

            var status = (await MessageAsync(clinic)).Status;
            var onPhone = clinic.Carrier.Sent.Count(m => m.Text.Value == Answer);
            Assert.Equal(
                answer == CallBack.Done ? (MessageStatus.Suppressed, 0) : (MessageStatus.Sent, 1), (status, onPhone));
            if (answer == CallBack.Done) stopped++;
            else went++;
        }

        Assert.True(stopped > 2 && went > 0, $"Stopped {stopped}, went {went}: the race did not reach both sides.");
    }

    // And the other way about: the timer sends at each request that the call back makes.
    [Fact]
    public async Task Timer_against_the_call_back_at_any_moment_either_sends_or_is_stopped()
    {
        var (stopped, went) = (0, 0);
        for (var nth = 1; ; nth++)
        {
            var transport = new FaultTransport(new FaultPoints());
            await using var clinic = await ClinicAsync(transport);
            await using var other = clinic.Beside();
            var id = (await ScheduleAsync(clinic, Later)).Id;
            clinic.Time.Advance(TimeSpan.FromHours(2));
            var (calls, ticked) = (0, false);
            transport.Before(async (_, _) =>
            {
                if (++calls < nth) return false;
                await other.TickAsync(TimeSpan.Zero);
                return ticked = true;
            });

            var answer = await CallBackAsync(clinic, id);
            if (!ticked) break;
            for (var tick = 0; tick < 4; tick++) await clinic.TickAsync(TimeSpan.FromMinutes(2));

            var onPhone = clinic.Carrier.Sent.Count(m => m.Text.Value == Answer);
            Assert.Equal(
                answer == CallBack.Done ? (MessageStatus.Suppressed, 0) : (MessageStatus.Sent, 1),
                ((await MessageAsync(clinic)).Status, onPhone));
            if (answer == CallBack.Done) stopped++;
            else went++;
        }

        Assert.True(stopped > 0 && went > 2, $"Stopped {stopped}, went {went}: the race did not reach both sides.");
    }

    private async Task<TestClinic> ClinicAsync(FaultTransport? transport = null)
    {
        var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Question));
        return clinic;
    }

    private static async Task<StaffSend.Taken> ScheduleAsync(TestClinic clinic, DateTimeOffset at) =>
        Assert.IsType<StaffSend.Taken>(await SendAsync(clinic, Answer, "k1", at));

    private static async Task<StaffSend> SendAsync(
        TestClinic clinic, string text, string key, DateTimeOffset? at, MessageId? seen = null) =>
        await clinic.Get<StaffTexts>().SendAsync(
            await clinic.ConversationOf(TestClinic.Patient), clinic.Staff, SendPurpose.StaffReply, new MessageText(text), key, seen,
            CancellationToken.None, at);

    private static async Task<CallBack> CallBackAsync(TestClinic clinic, MessageId id) => await clinic.Get<CalledBackTexts>().CallBackAsync(
        await clinic.ConversationOf(TestClinic.Patient), id, new StaffMember("u1", Role.Member), CancellationToken.None);

    private static async Task<Message> MessageAsync(TestClinic clinic) =>
        (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == Answer).Message;

    private static async Task<ConversationHead> HeadAsync(TestClinic clinic) => (await clinic.Get<ConversationStore>().FindAsync(
        await clinic.ConversationOf(TestClinic.Patient), CancellationToken.None))!.Head;
}

using Azure.Data.Tables;
using SecureText.Carriers;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

public class AttentionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Answer_that_the_carrier_refuses_brings_the_conversation_back_to_the_top()
    {
        await using var clinic = await Answered(azurite, _ => new CarrierReply.Rejected("400"));

        var head = await HeadOf(clinic);
        Assert.True(head.Urgent);
        Assert.NotNull(head.UnansweredSince);
        Assert.Single((await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Urgent, null, 10, default)).Rows);
    }

    [Fact]
    public async Task Answer_reported_undelivered_brings_the_conversation_back_to_the_top()
    {
        await using var clinic = await Answered(azurite, _ => null);
        Assert.False((await HeadOf(clinic)).Urgent);
        var tag = clinic.Carrier.Sent.Single(m => m.Text.Value == "Four is fine.").Tag;

        await clinic.DeliverAsync(AcsJson.Report("Outgoing_1", tag, "Failed", "4006: unreachable"));

        Assert.True((await HeadOf(clinic)).Urgent);
    }

    [Fact]
    public async Task Text_that_came_while_the_answer_was_written_stays_unanswered()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        var seen = (await clinic.ThreadOf(TestClinic.Patient))[0].Message.Id;
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "And where do I park?", at: TestClinic.Noon.AddMinutes(1)));

        await clinic.Get<StaffTexts>().SendAsync(
            await clinic.ConversationOf(TestClinic.Patient), clinic.Staff, SendPurpose.StaffReply,
            new MessageText("Four is fine."), "k1", seen, default);

        Assert.Equal(TestClinic.Noon, (await HeadOf(clinic)).UnansweredSince);
    }

    [Fact]
    public async Task Key_used_again_for_other_words_is_refused_and_for_the_same_words_is_one_text()
    {
        await using var clinic = await Answered(azurite, _ => null);
        Assert.IsType<StaffSend.KeyReused>(await clinic.AnswerAsync(TestClinic.Patient, "Five is fine."));
        Assert.IsType<StaffSend.Taken>(await clinic.AnswerAsync(TestClinic.Patient, "Four is fine."));
        Assert.Single(clinic.Carrier.Sent, m => m.Text.Value is "Four is fine." or "Five is fine.");
    }

    [Fact]
    public async Task Wrong_role_at_the_carrier_keeps_the_text_waiting_beyond_ten_minutes()
    {
        var mended = false;
        await using var clinic = await Answered(
            azurite, _ => mended ? null : new CarrierReply.Unavailable("403", TimeSpan.FromSeconds(30)));
        for (var i = 0; i < 8; i++) await clinic.TickAsync(TimeSpan.FromMinutes(3));
        mended = true;
        for (var i = 0; i < 3; i++) await clinic.TickAsync(TimeSpan.FromMinutes(3));

        Assert.Single(clinic.Carrier.Sent, m => m.Text.Value == "Four is fine.");
    }

    [Fact]
    public async Task Refusal_after_a_retry_within_the_call_is_not_certain()
    {
        await using var clinic = await Answered(
            azurite, _ => new CarrierReply.Unavailable("429" + CarrierReply.RetriedSuffix, TimeSpan.FromSeconds(30)));

        var thread = await clinic.ThreadOf(TestClinic.Patient);
        Assert.Equal(MessageStatus.Sending, thread.Single(m => m.Text == "Four is fine.").Message.Status);
    }

    [Fact]
    public async Task Report_for_a_changed_message_does_not_seal_the_change()
    {
        await using var clinic = await Answered(azurite, _ => null);
        var answer = (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == "Four is fine.").Message;
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var row = (await clinic.Storage().Conversations.GetEntityAsync<TableEntity>(id.Value, "M|" + answer.Id.Value)).Value;
        row["Author"] = "staff:somebody-else";
        await clinic.Storage().Conversations.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        var tag = new OutboxTag(id, answer.Id).ToString();
        await clinic.DeliverAsync(AcsJson.Report("Outgoing_1", tag, "Delivered", "2000: No error."));

        var after = (await clinic.Storage().Conversations.GetEntityAsync<TableEntity>(id.Value, "M|" + answer.Id.Value)).Value;
        Assert.Equal(row.GetBinary("Text"), after.GetBinary("Text"));
        Assert.Contains(clinic.Journal.Entries, e => e is { Action: "message.report", Outcome: "damaged" });
    }

    [Fact]
    public async Task Stop_is_not_forgotten_with_the_head()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "STOP"));
        var id = await clinic.ConversationOf(TestClinic.Patient);
        await clinic.Storage().Conversations.DeleteEntityAsync(id.Value, "H");

        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "Hi", at: TestClinic.Noon.AddMinutes(1)));

        Assert.True((await HeadOf(clinic)).Consent.IsWithdrawn);
    }

    [Fact]
    public async Task First_text_of_a_relationship_names_the_clinic_and_how_to_stop()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        var form = new Consent.ConsentRecord(
            Consent.ConsentChange.Granted, [Consent.MessageClass.Conversation], Consent.ConsentSource.Form, TestClinic.Noon,
            clinic.Staff.Actor, new MessageText("I agree to texts."));
        var recorded = await clinic.Get<ConsentLedger>().RecordAsync(PhoneNumber.Parse(TestClinic.Patient), form, "r1", default);

        await clinic.Get<StaffTexts>().SendAsync(
            recorded!.Value.Id, clinic.Staff, SendPurpose.StaffFirst, new MessageText("Your visit is on Friday."), "k1", null, default);

        Assert.Equal(
            "Sample Clinic: Your visit is on Friday. Reply STOP to end texts.", Assert.Single(clinic.Carrier.Sent).Text.Value);
    }

    [Fact]
    public async Task Missing_line_of_the_inbox_does_not_hold_up_its_conversation()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var line = (await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Unanswered, null, 10, default)).Rows.Single();
        await clinic.Storage().Inbox.DeleteEntityAsync("inbox", line.RowKey);

        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "Hello?", at: TestClinic.Noon.AddMinutes(1)));

        Assert.Single((await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Unanswered, null, 10, default)).Rows);
        Assert.Single((await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Open, null, 10, default)).Rows);
    }

    private static async Task<TestClinic> Answered(AzuriteFixture azurite, Func<CarrierMessage, CarrierReply?> answer)
    {
        var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        clinic.Carrier.Answer = answer;
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        await clinic.AnswerAsync(TestClinic.Patient, "Four is fine.");
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        return clinic;
    }

    private static async Task<ConversationHead> HeadOf(TestClinic clinic) =>
        (await clinic.Get<ConversationStore>().FindAsync(await clinic.ConversationOf(TestClinic.Patient), default))!.Head;
}

using Azure.Data.Tables;
using SecureText.Api.Access;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sending;
using SecureText.Staff;
using SecureText.Texting;

namespace SecureText.Storage;

public class RowSealTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Consent_written_into_the_table_by_a_stranger_does_not_count()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var granted = await HeadOf(clinic);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "STOP", at: TestClinic.Noon.AddMinutes(1)));
        var stopped = await HeadOf(clinic);

        stopped["Consent"] = granted["Consent"];
        await clinic.Storage().Conversations.UpdateEntityAsync(stopped, stopped.ETag, TableUpdateMode.Replace);

        // Nobody knows any more whose it is, so a member is not let in, and a manager's text finds no consent.
        Assert.IsType<StaffSend.NotYours>(await clinic.AnswerAsync(TestClinic.Patient, "Hello again"));
        var refused = Assert.IsType<StaffSend.Refused>(await clinic.Get<StaffTexts>().SendAsync(
            await clinic.ConversationOf(TestClinic.Patient), new StaffMember("u3", Role.Manager), SendPurpose.StaffReply,
            new MessageText("Hello again"), "k2", null, default));
        Assert.Equal("consent-withdrawn", refused.Reason.Code);

        // Nor does the patient's next text launder it.
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_3", "Hello?", at: TestClinic.Noon.AddMinutes(2)));
        var head = await clinic.Get<ConversationStore>().FindAsync(await clinic.ConversationOf(TestClinic.Patient), default);
        Assert.True(head!.IsWhole);
        Assert.False(head.Head.Consent.Allows(MessageClass.Conversation));
        Assert.Contains(clinic.Journal.Entries, e => e is { Action: "message.received", Outcome: "damaged" });
    }

    [Fact]
    public async Task Message_made_to_look_unsent_is_not_sent_again()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var greeting = (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Message.Purpose is not null).Message;
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var row = await clinic.Storage().Conversations.GetEntityAsync<TableEntity>(id.Value, "M|" + greeting.Id.Value);
        row.Value["Status"] = nameof(MessageStatus.Queued);
        row.Value.Remove("SlotAt");
        await clinic.Storage().Conversations.UpdateEntityAsync(row.Value, row.Value.ETag, TableUpdateMode.Replace);

        var report = await clinic.Get<Sender>().SendAsync(id, greeting.Id, default);
        Assert.Equal(MessageStatus.Unknown, report.Status);
        Assert.Single(clinic.Carrier.Calls);
    }

    private static async Task<TableEntity> HeadOf(TestClinic clinic)
    {
        var id = await clinic.ConversationOf(TestClinic.Patient);
        return (await clinic.Storage().Conversations.GetEntityAsync<TableEntity>(id.Value, "H")).Value;
    }
}

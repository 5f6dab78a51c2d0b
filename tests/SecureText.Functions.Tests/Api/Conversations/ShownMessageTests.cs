using System.Text.Json;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary>How staff see messages that are more than words by SMS.</summary>
public class ShownMessageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Token = "AbCdEfGhIjKlMnOpQrStUv";

    [Fact]
    public async Task One_time_code_is_hidden_from_staff_and_is_no_damage()
    {
        var item = await ShownAsync(Draft("Your code is 481516.") with { Purpose = SendPurpose.OneTimeCode, Status = MessageStatus.Queued });
        Assert.Equal((true, JsonValueKind.Null, false), (
            item.GetProperty("hidden").GetBoolean(), item.GetProperty("text").ValueKind, item.GetProperty("damaged").GetBoolean()));
        Assert.DoesNotContain("481516", item.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secure_link_is_shown_without_the_token_that_opens_it()
    {
        var item = await ShownAsync(
            Draft($"Read it: https://portal.example/p/#{Token}") with { Purpose = SendPurpose.SecureLink, Status = MessageStatus.Queued });
        Assert.Equal("Read it: https://portal.example/p/#…", item.GetProperty("text").GetString());
        Assert.False(item.GetProperty("hidden").GetBoolean());
    }

    [Fact]
    public async Task Filled_in_form_is_shown_as_questions_and_answers()
    {
        var form = new FormAnswers("intake", "About you", [new FormAnswer("Allergies?", "None")]);
        var item = await ShownAsync(Draft("") with
        {
            Text = form.ToText(),
            Kind = MessageKind.Form,
            Channel = MessageChannel.Portal,
            Author = "patient:p1",
            PatientId = "p1",
        });
        Assert.Equal(("in", "portal", "p1"), (
            item.GetProperty("direction").GetString(), item.GetProperty("channel").GetString(), item.GetProperty("patientId").GetString()));
        Assert.Equal(JsonValueKind.Null, item.GetProperty("text").ValueKind);
        Assert.Equal(
            """{"id":"intake","title":"About you","answers":[{"label":"Allergies?","value":"None"}]}""", item.GetProperty("form").GetRawText());
    }

    [Fact]
    public async Task Form_that_is_none_is_damage()
    {
        var item = await ShownAsync(Draft("Hello") with { Kind = MessageKind.Form });
        Assert.True(item.GetProperty("damaged").GetBoolean());
    }

    [Fact]
    public async Task Files_are_shown_with_their_names()
    {
        var item = await ShownAsync(Draft("") with
        {
            Channel = MessageChannel.Portal,
            Attachments = [new AttachmentDraft(new Attachment("f1", "image/png", 12), "arm.png")],
        });
        Assert.Equal(
            """[{"id":"f1","type":"image/png","bytes":12,"name":"arm.png"}]""", item.GetProperty("attachments").GetRawText());
    }

    [Theory]
    [InlineData(MessageChannel.Note, MessageStatus.Noted, "note", "noted")]
    [InlineData(MessageChannel.Portal, MessageStatus.Posted, "out", "posted")]
    [InlineData(MessageChannel.Portal, MessageStatus.Opened, "out", "opened")]
    public async Task Message_that_does_not_leave_by_SMS_says_where_it_stands(
        MessageChannel channel, MessageStatus status, string direction, string word)
    {
        var item = await ShownAsync(Draft("Hello") with { Channel = channel, Status = status, Author = "staff:u1" });
        Assert.Equal((direction, word), (item.GetProperty("direction").GetString(), item.GetProperty("status").GetString()));
    }

    private static MessageDraft Draft(string text) => new(
        MessageId.For(TestClinic.Noon.AddMinutes(1), "one"), TestClinic.Noon, MessageStatus.Received, new MessageText(text), "system", null,
        MessageClass.Conversation, []);

    private async Task<JsonElement> ShownAsync(MessageDraft draft)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var before = await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None);
        var change = new ConversationChange
        {
            Id = id,
            Before = before,
            After = before!.Head,
            ContactBox = before.ContactBox,
            Messages = [draft],
        };
        Assert.Equal(CommitOutcome.Done, await clinic.Get<ConversationStore>().CommitAsync(change, CancellationToken.None));

        var (status, body) = await FunctionCall.InvokeAsync(
            clinic, HttpFunction.All.Single(f => f.Name == "ReadMessages"), id: id.Value, principal: Principal.Member);

        Assert.Equal(200, status);
        return JsonSerializer.Deserialize<JsonElement>(body).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == draft.Id.Value);
    }
}

using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class MessageRowTests(TableStorageFixture storage)
{
    private const string FileName = "Zebra rash of Ada.png";
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);
    private static readonly MessageId Id = MessageId.For(Noon, "one");

    [Fact]
    public async Task Row_of_the_first_version_reads_as_a_text_message_of_words()
    {
        using var process = await storage.StartAsync();
        var id = await process.IdAsync("+12065550123");
        var seal = await process.Keys.RowSealAsync(CancellationToken.None);
        await process.Clients.Conversations.AddEntityAsync(seal.Sign(new TableEntity(id.Value, "M|" + Id.Value)
        {
            ["At"] = Noon,
            ["Status"] = "Queued",
            ["Author"] = "staff:u1",
            ["Class"] = "Conversation",
            ["Purpose"] = "StaffReply",
            ["Tries"] = 0,
            ["Text"] = new byte[] { 1 },
        }));

        var row = (await process.Conversations.FindMessageAsync(id, Id, CancellationToken.None)).Message!;

        Assert.True(row.IsWhole);
        Assert.Equal((MessageChannel.Sms, MessageKind.Words), (row.Message.Channel, row.Message.Kind));
        Assert.Null(row.Message.PatientId);
        Assert.Empty(row.Message.Attachments);
        Assert.Empty(row.Message.Mentions);
        Assert.Empty(await process.Texts.OpenFilesAsync(id, row, new WrappedKeys(), CancellationToken.None));
    }

    [Fact]
    public async Task Row_of_a_text_message_has_no_property_that_the_first_version_does_not_know()
    {
        using var process = await storage.StartAsync();
        var entity = await StoredAsync(process, Draft());
        Assert.Equal(
            ["At", "Author", "Class", "Seal", "Status", "Text", "Tries"],
            entity.Keys.Except(["PartitionKey", "RowKey", "Timestamp"]).Where(k => !k.StartsWith("odata.", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Row_of_a_portal_message_is_read_back_and_names_its_files_to_nobody()
    {
        using var process = await storage.StartAsync();
        var file = new Attachment("file1", "image/png", 12);
        var entity = await StoredAsync(process, Draft() with
        {
            Channel = MessageChannel.Portal,
            Kind = MessageKind.Form,
            PatientId = "p1",
            Mentions = ["u1", "u2"],
            Attachments = [new AttachmentDraft(file, FileName)],
        });
        Assert.DoesNotContain("Zebra", string.Join(' ', entity.Select(property => Clear(property.Value))), StringComparison.Ordinal);

        var id = await process.IdAsync("+12065550123");
        using var other = process.Beside();
        var (_, row, keys) = await other.Conversations.FindMessageAsync(id, Id, CancellationToken.None);

        Assert.Equal((MessageChannel.Portal, MessageKind.Form, "p1"), (row!.Message.Channel, row.Message.Kind, row.Message.PatientId));
        Assert.Equal(["u1", "u2"], row.Message.Mentions);
        Assert.Equal([file], row.Message.Attachments);
        Assert.Equal([FileName], await other.Texts.OpenFilesAsync(id, row, keys, CancellationToken.None));

        // Changing where it stands keeps the names.
        Assert.True(await other.Conversations.UpdateMessageAsync(
            id, row, row.Message with { Status = MessageStatus.Opened }, CancellationToken.None));
        (_, row, keys) = await other.Conversations.FindMessageAsync(id, Id, CancellationToken.None);
        Assert.Equal([FileName], await other.Texts.OpenFilesAsync(id, row!, keys, CancellationToken.None));
    }

    [Theory]
    [InlineData(AnswerKind.YesNo, 0, 0, "yes-no")]
    [InlineData(AnswerKind.Scale, 0, 10, "scale:0-10")]
    [InlineData(AnswerKind.Choice, 1, 3, "choice:3")]
    public async Task Row_of_a_campaigns_text_is_read_back(AnswerKind kind, int from, int to, string asks)
    {
        using var process = await storage.StartAsync();
        var draft = Draft() with
        {
            Journey = JourneyId.For("reminder", "o1"),
            Campaign = "c1",
            Touch = "day-before",
            Asks = new AnswerForm(kind, from, to),
            NotAfter = Noon.AddHours(3),
            Zone = "America/New_York",
            State = UsState.Parse("FL"),
        };
        Assert.Equal(asks, (await StoredAsync(process, draft)).GetString("Asks"));
        var id = await process.IdAsync("+12065550123");

        var row = await ReadAsync();
        Expect(new Message { Id = Id, At = Noon, Status = MessageStatus.Received, Author = "patient" }, row.Message);

        var after = row.Message with { Attempt = 2, TicketAt = Noon.AddMinutes(1) };
        Assert.True(await process.Conversations.UpdateMessageAsync(id, row, after, CancellationToken.None));
        Expect(after, (await ReadAsync()).Message);

        async Task<MessageRow> ReadAsync() =>
            (await process.Conversations.FindMessageAsync(id, Id, CancellationToken.None)).Message!;

        void Expect(Message later, Message read)
        {
            Assert.Equal((later.Attempt, later.TicketAt), (read.Attempt, read.TicketAt));
            Assert.Equal(
                (draft.Journey, draft.Campaign, draft.Touch, draft.Asks, draft.NotAfter, draft.Zone, draft.State),
                (read.Journey, read.Campaign, read.Touch, read.Asks, read.NotAfter, read.Zone, read.State));
        }
    }

    [Theory]
    [InlineData("Campaign", "c2")]
    [InlineData("Journey", "00000000000000000000000000000000")]
    [InlineData("Zone", "Pacific/Honolulu")]
    [InlineData("State", "WA")]
    [InlineData("Asks", "yes-no")]
    [InlineData("Touch", "t")]
    [InlineData("Channel", "Portal")]
    [InlineData("Patient", "p2")]
    [InlineData("Attachments", "file1 image/png 12")]
    [InlineData("Kind", "Form")]
    [InlineData("Mentions", "u9")]
    public async Task Row_to_which_a_stranger_adds_a_fact_is_not_whole(string property, string value)
    {
        using var process = await storage.StartAsync();
        var entity = await StoredAsync(process, Draft());
        entity[property] = value;
        await process.Clients.Conversations.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);

        var row = (await process.Conversations.FindMessageAsync(await process.IdAsync("+12065550123"), Id, CancellationToken.None)).Message!;

        Assert.False(row.IsWhole);
    }

    private static MessageDraft Draft() =>
        new(Id, Noon, MessageStatus.Received, new MessageText("Hello"), "patient", null, MessageClass.Conversation, []);

    private static async Task<TableEntity> StoredAsync(StorageProcess process, MessageDraft draft)
    {
        var id = await process.IdAsync("+12065550123");
        var change = new ConversationChange
        {
            Id = id,
            Before = null,
            After = HeadTransitions.Begin("main").Received(Noon, needsAnswer: true, urgent: false),
            ContactBox = [1],
            Messages = [draft],
        };
        Assert.Equal(CommitOutcome.Done, await process.Conversations.CommitAsync(change, CancellationToken.None));
        return (await process.Clients.Conversations.GetEntityAsync<TableEntity>(id.Value, "M|" + draft.Id.Value)).Value;
    }

    private static string Clear(object? value) => value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}";
}

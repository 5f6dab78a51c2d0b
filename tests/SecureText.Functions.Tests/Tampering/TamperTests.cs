using Azure;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Tampering;

/// <summary>
/// S9: what somebody with the storage account but without the key has changed or moved never opens; the rest is shown.
/// </summary>
public class TamperTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string First = "wound looks red";
    private const string Second = "pharmacy on Main Street";
    private const string Other = "+12065550124";

    [Theory]
    [InlineData("flipped bit")]
    [InlineData("words of another row")]
    [InlineData("words of another conversation with its key")]
    [InlineData("wrapped key of nonsense")]
    [InlineData("wrapped key of another conversation")]
    [InlineData("deleted key")]
    [InlineData("no words")]
    public async Task Changed_text_is_a_marked_gap_and_the_rest_is_shown(string how)
    {
        await using var clinic = await StartAsync();
        var table = clinic.Storage().Conversations;
        var rows = await RowsOf(table, (await clinic.ConversationOf(TestClinic.Patient)).Value);
        var others = await RowsOf(table, (await clinic.ConversationOf(Other)).Value);
        var message = Messages(rows)[^1];
        var key = rows.Single(r => r.RowKey == "K|" + Sealer.KeyIdOf(message.GetBinary("Text")));
        switch (how)
        {
            case "flipped bit":
                await WriteAsync(table, message, "Text", Flip(message.GetBinary("Text")));
                break;
            case "words of another row":
                await WriteAsync(table, message, "Text", Messages(rows)[0].GetBinary("Text"));
                break;
            case "words of another conversation with its key":
                var foreign = Messages(others)[^1].GetBinary("Text");
                var foreignKey = others.Single(r => r.RowKey == "K|" + Sealer.KeyIdOf(foreign));
                foreignKey.PartitionKey = key.PartitionKey;
                await table.UpsertEntityAsync(foreignKey, TableUpdateMode.Replace);
                await WriteAsync(table, message, "Text", foreign);
                break;
            case "wrapped key of nonsense":
                await WriteAsync(table, key, "Wrapped", Flip(key.GetBinary("Wrapped")));
                break;
            case "wrapped key of another conversation":
                var another = others.First(r => r.RowKey.StartsWith("K|", StringComparison.Ordinal));
                await WriteAsync(table, key, "Wrapped", another.GetBinary("Wrapped"));
                break;
            case "deleted key":
                await table.DeleteEntityAsync(key.PartitionKey, key.RowKey, ETag.All);
                break;
            case "no words":
                message.Remove("Text");
                await table.UpdateEntityAsync(message, ETag.All, TableUpdateMode.Replace);
                break;
        }

        clinic.Restart();
        var thread = await StaffView.ThreadAsync(clinic);

        Assert.Null(thread[^1]);
        Assert.Equal(Second, thread[0]);
        Assert.Equal("damaged", clinic.Journal.Entries.Last(e => e.Action == "conversation.read").Outcome);
        Assert.Contains("does not open", clinic.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain(First, clinic.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_row_in_another_place_is_a_marked_gap(bool otherConversation)
    {
        await using var clinic = await StartAsync();
        var table = clinic.Storage().Conversations;
        var id = (await clinic.ConversationOf(TestClinic.Patient)).Value;
        var row = Messages(await RowsOf(table, id))[^1];
        row.RowKey = RowKeys.Message(MessageId.For(TestClinic.Noon.AddHours(1), "moved"));
        if (otherConversation)
        {
            row.PartitionKey = (await clinic.ConversationOf(Other)).Value;
            foreach (var key in (await RowsOf(table, id)).Where(r => r.RowKey.StartsWith("K|", StringComparison.Ordinal)))
            {
                key.PartitionKey = row.PartitionKey;
                await table.UpsertEntityAsync(key, TableUpdateMode.Replace);
            }
        }

        await table.AddEntityAsync(row);
        clinic.Restart();
        var thread = await StaffView.ThreadAsync(clinic, otherConversation ? Other : TestClinic.Patient);

        Assert.Null(thread[0]);
        Assert.Equal(1, thread.Count(text => text is null));
    }

    [Fact]
    public async Task Sealed_words_do_not_open_in_another_place_even_without_the_seal_of_the_row()
    {
        await using var clinic = await StartAsync();
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var page = await clinic.Get<ConversationStore>().ReadAsync(id, null, 10, CancellationToken.None);
        var texts = clinic.Get<SealedTexts>();
        var row = page.Messages[^1];
        var flipped = row with { Box = Flip(row.Box) };
        var moved = row with { Message = row.Message with { Id = MessageId.For(TestClinic.Noon, "moved") } };

        foreach (var bad in new[] { flipped, moved })
        {
            await Assert.ThrowsAsync<SealBrokenException>(() => texts.OpenAsync(id, bad, page.Keys, CancellationToken.None));
        }

        var elsewhere = await clinic.ConversationOf(Other);
        await Assert.ThrowsAsync<SealBrokenException>(() => texts.OpenAsync(elsewhere, row, page.Keys, CancellationToken.None));
    }

    [Theory]
    [InlineData("Contact")]
    [InlineData("Name")]
    public async Task Changed_line_of_the_inbox_is_marked_and_the_others_are_shown(string property)
    {
        await using var clinic = await StartAsync();
        var id = await clinic.ConversationOf(TestClinic.Patient);
        await clinic.Get<PatientRecords>().AddAsync(
            id, new PatientRecord("Jane Sample", null, Language.English), "staff:u1", "request-2", CancellationToken.None);
        var table = clinic.Storage().Inbox;
        foreach (var row in (await RowsOf(table, "inbox")).Where(r => r.RowKey.EndsWith(id.Value, StringComparison.Ordinal)))
        {
            if (row.ContainsKey(property)) await WriteAsync(table, row, property, Flip(row.GetBinary(property)));
        }

        clinic.Restart();
        Assert.Equal([null, "hello from another"], (await StaffView.InboxAsync(clinic)).Order());
        Assert.DoesNotContain("Jane", clinic.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inbox_without_its_key_is_marked_gaps()
    {
        await using var clinic = await StartAsync();
        var table = clinic.Storage().Keys;
        foreach (var key in await RowsOf(table, "inbox")) await table.DeleteEntityAsync(key.PartitionKey, key.RowKey, ETag.All);
        clinic.Restart();

        Assert.Equal([null, null], await StaffView.InboxAsync(clinic));
    }

    [Fact]
    public async Task Changed_consent_record_is_counted_and_the_others_are_shown()
    {
        await using var clinic = await StartAsync();
        var table = clinic.Storage().Conversations;
        var rows = await RowsOf(table, (await clinic.ConversationOf(TestClinic.Patient)).Value);
        var record = rows.First(r => r.RowKey.StartsWith("C|", StringComparison.Ordinal));
        await WriteAsync(table, record, "Record", Flip(record.GetBinary("Record")));
        clinic.Restart();

        Assert.Equal((1, 1), await StaffView.ConsentsAsync(clinic));
        Assert.Contains("does not open", clinic.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Damaged_text_is_never_sent(bool keyOnly)
    {
        await using var clinic = await StartAsync();
        await clinic.AnswerAsync(TestClinic.Patient, "Come at four.");
        await clinic.AnswerAsync(TestClinic.Patient, "Or at five.", "k2");
        var table = clinic.Storage().Conversations;
        var waiting = Messages(await RowsOf(table, (await clinic.ConversationOf(TestClinic.Patient)).Value))
            .First(r => r.GetString("Status") == "Queued");
        if (keyOnly)
        {
            await table.DeleteEntityAsync(
                waiting.PartitionKey, "K|" + Sealer.KeyIdOf(waiting.GetBinary("Text")), ETag.All);
        }
        else
        {
            await WriteAsync(table, waiting, "Text", Flip(waiting.GetBinary("Text")));
        }

        clinic.Restart();
        for (var tick = 0; tick < 5; tick++) await clinic.TickAsync(TimeSpan.FromSeconds(30));

        Assert.True(MessageId.TryParse(waiting.RowKey[2..], out var message));
        var report = await clinic.Get<Sending.Sender>().SendAsync(
            await clinic.ConversationOf(TestClinic.Patient), message, CancellationToken.None);
        Assert.Equal(keyOnly ? MessageStatus.Suppressed : MessageStatus.Unknown, report.Status);
        Assert.DoesNotContain(clinic.Carrier.Calls, call => call.Tag.EndsWith(message.Value, StringComparison.Ordinal));
    }

    /// <summary>Two texts by two processes, so under two keys, and one of somebody else; all greetings are out.</summary>
    private async Task<TestClinic> StartAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("other", "hello from another", Other));
        await clinic.DeliverAsync(AcsJson.Sms("first", First));
        clinic.Restart();
        await clinic.DeliverAsync(AcsJson.Sms("second", Second, at: TestClinic.Noon.AddMinutes(1)));
        await clinic.TickAsync(TimeSpan.FromSeconds(30));
        return clinic;
    }

    private static async Task<List<TableEntity>> RowsOf(TableClient table, string partition)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static List<TableEntity> Messages(List<TableEntity> rows) =>
        [.. rows.Where(r => r.RowKey.StartsWith("M|", StringComparison.Ordinal))];

    private static async Task WriteAsync(TableClient table, TableEntity row, string property, byte[]? value)
    {
        row[property] = value;
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }

    private static byte[] Flip(byte[]? bytes)
    {
        var copy = (byte[])bytes!.Clone();
        copy[^1] ^= 1;
        return copy;
    }
}

using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>P3: a process that has stored its key of the day writes nothing that can never be opened, though the row was deleted.</summary>
public class LostKeyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Conversation_that_begins_anew_on_the_day_it_was_deleted_opens()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync("Before");
        await DeleteAsync(clinic, id, _ => true);
        clinic.Time.Advance(TimeSpan.FromSeconds(10));
        await clinic.TextAsync("After");
        Assert.Equal("After", Assert.Single(await clinic.ThreadOf(TestClinic.Patient), one => one.Message.Author == "patient").Text);
    }

    [Fact]
    public async Task File_is_never_without_its_key()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await DeleteAsync(clinic, id, row => row.RowKey.StartsWith("K|", StringComparison.Ordinal));
        using var file = new MemoryStream([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
        await clinic.Get<AttachmentBlobs>().WriteAsync(id, MessageId.For(clinic.Time.GetUtcNow(), "f"), file, CancellationToken.None);
        Assert.True(await clinic.Storage().Conversations.QueryAsync<TableEntity>(
            $"PartitionKey eq '{id.Value}' and RowKey ge 'K|' and RowKey lt 'M|'").AnyAsync());
    }

    [Fact]
    public async Task Note_about_a_conversation_that_goes_away_meanwhile_is_not_written()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        var id = await clinic.TextAsync();
        await using var other = clinic.Beside();
        transport.Before(async (_, body) =>
        {
            if (!body.Contains("Noted", StringComparison.Ordinal)) return false;
            await DeleteAsync(other, id, _ => true);
            return true;
        });
        var note = await clinic.Get<StaffNotes>().WriteAsync(
            id, clinic.Staff, new MessageText("Look."), [], "k", CancellationToken.None);
        Assert.IsType<StaffNote.NotFound>(note);
        Assert.False(await clinic.Storage().Conversations.QueryAsync<TableEntity>($"PartitionKey eq '{id.Value}'").AnyAsync());
    }

    private static async Task DeleteAsync(TestClinic clinic, ConversationId id, Func<TableEntity, bool> which)
    {
        var table = clinic.Storage().Conversations;
        await foreach (var row in table.QueryAsync<TableEntity>($"PartitionKey eq '{id.Value}'"))
        {
            if (which(row)) await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }
    }
}

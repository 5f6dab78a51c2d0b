using Azure.Data.Tables;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class ConversationStoreTests(TableStorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task CommitAsync_of_two_writers_on_one_head_lets_one_through()
    {
        using var process = await storage.StartAsync();
        using var other = process.Beside();
        var id = await process.IdAsync("+12065550123");
        Assert.Equal(CommitOutcome.Done, await process.Conversations.CommitAsync(Change(id, null, "one", "Hello"), CancellationToken.None));
        var before = await process.Conversations.FindAsync(id, CancellationToken.None);

        var outcomes = await Task.WhenAll(
            process.Conversations.CommitAsync(Change(id, before, "two", "This"), CancellationToken.None),
            other.Conversations.CommitAsync(Change(id, before, "three", "That"), CancellationToken.None));

        Assert.Equal([CommitOutcome.Done, CommitOutcome.Conflict], outcomes.Order());
    }

    [Fact]
    public async Task CommitAsync_of_a_cause_that_was_served_says_so_and_changes_nothing()
    {
        using var process = await storage.StartAsync();
        var id = await process.IdAsync("+12065550123");
        await process.Conversations.CommitAsync(Change(id, null, "one", "Hello"), CancellationToken.None);
        var before = await process.Conversations.FindAsync(id, CancellationToken.None);

        var again = await process.Conversations.CommitAsync(Change(id, before, "one", "Changed"), CancellationToken.None);

        Assert.Equal(CommitOutcome.Exists, again);
        Assert.Equal("Hello", Assert.Single(await ThreadAsync(process, id)));
        Assert.Equal(before!.ETag, (await process.Conversations.FindAsync(id, CancellationToken.None))!.ETag);
    }

    [Fact]
    public async Task Text_of_a_megabyte_is_read_back_and_an_orphan_does_no_harm()
    {
        using var process = await storage.StartAsync();
        var id = await process.IdAsync("+12065550123");
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 64 * 1024));
        await process.Conversations.CommitAsync(Change(id, null, "one", "Hello"), CancellationToken.None);
        var before = await process.Conversations.FindAsync(id, CancellationToken.None);

        // The first try conflicts after its blob was written.
        Assert.Equal(CommitOutcome.Conflict, await process.Conversations.CommitAsync(Change(id, null, "long", text), CancellationToken.None));
        Assert.Equal(CommitOutcome.Done, await process.Conversations.CommitAsync(Change(id, before, "long", text), CancellationToken.None));

        Assert.Equal(2, process.Clients.LongTexts.GetBlobs().Count());
        using var other = process.Beside();
        Assert.Equal([text, "Hello"], (await ThreadAsync(other, id)).OrderByDescending(t => t.Length));
    }

    [Fact]
    public async Task Text_whose_blob_is_gone_is_a_broken_seal_and_not_a_storage_failure()
    {
        using var process = await storage.StartAsync();
        var id = await process.IdAsync("+12065550123");
        await process.Conversations.CommitAsync(Change(id, null, "long", new string('x', 40_000)), CancellationToken.None);
        foreach (var blob in process.Clients.LongTexts.GetBlobs()) await process.Clients.LongTexts.DeleteBlobAsync(blob.Name);

        await Assert.ThrowsAsync<SealBrokenException>(() => ThreadAsync(process, id));
    }

    [Fact]
    public async Task Strange_row_among_the_keys_is_passed_over_and_the_rest_is_read()
    {
        using var process = await storage.StartAsync();
        var id = await process.IdAsync("+12065550123");
        await process.Conversations.CommitAsync(Change(id, null, "one", "Hello"), CancellationToken.None);
        foreach (var (row, wrapped) in new (string, object)[] { ("K|20261118-text", "text"), ("L", new byte[] { 1 }) })
            await process.Clients.Conversations.AddEntityAsync(new TableEntity(id.Value, row) { ["Kek"] = "test/1", ["Wrapped"] = wrapped });

        Assert.Equal(["Hello"], await ThreadAsync(process, id));
        var (_, message, keys) = await process.Conversations.FindMessageAsync(id, MessageId.For(Noon, "one"), CancellationToken.None);
        Assert.Equal("Hello", (await process.Texts.OpenAsync(id, message!, keys, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Index_keys_of_processes_that_start_together_are_the_same()
    {
        using var process = await storage.StartAsync();
        var starts = Enumerable.Range(0, 8).Select(_ => process.Beside()).ToList();

        var ids = await Task.WhenAll(starts.Select(p => p.IdAsync("+12065550123")));

        Assert.Single(ids.Distinct());
        starts.ForEach(p => p.Dispose());
    }

    private static ConversationChange Change(ConversationId id, HeadRow? before, string cause, string text) => new()
    {
        Id = id,
        Before = before,
        After = (before?.Head ?? HeadTransitions.Begin("main")).Received(Noon, needsAnswer: true, urgent: false),
        ContactBox = [1],
        Messages =
        [
            new MessageDraft(
                MessageId.For(Noon, cause), Noon, MessageStatus.Received, new MessageText(text), "patient", null,
                MessageClass.Conversation, []),
        ],
    };

    private static async Task<List<string>> ThreadAsync(StorageProcess process, ConversationId id)
    {
        var page = await process.Conversations.ReadAsync(id, null, 10, CancellationToken.None);
        var words = new List<string>();
        foreach (var row in page.Messages)
        {
            words.Add((await process.Texts.OpenAsync(id, row, page.Keys, CancellationToken.None)).Value);
        }

        return words;
    }
}

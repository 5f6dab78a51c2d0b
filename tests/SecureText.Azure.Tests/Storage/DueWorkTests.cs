using SecureText.Conversations;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class DueWorkTests(TableStorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task DueAsync_gives_what_is_due_once_and_oldest_first()
    {
        using var process = await storage.StartAsync();
        var due = new DueWork(process.Clients.Outbox);
        var id = await process.IdAsync("+12065550123");
        var text = new DueItem(Noon, id, MessageId.For(Noon, "one"));
        var index = new DueItem(Noon.AddMinutes(-1), id, null);
        foreach (var item in new[] { text, index, text, new DueItem(Noon.AddTicks(1), id, null) })
        {
            await due.PromiseAsync(item, CancellationToken.None);
        }

        Assert.Equal([index, text], await DueAsync(due));
    }

    [Fact]
    public async Task KeepAsync_may_be_called_by_two()
    {
        using var process = await storage.StartAsync();
        var due = new DueWork(process.Clients.Outbox);
        var item = new DueItem(Noon, await process.IdAsync("+12065550123"), null);
        await due.PromiseAsync(item, CancellationToken.None);

        await due.KeepAsync(item, CancellationToken.None);
        await due.KeepAsync(item, CancellationToken.None);

        Assert.Empty(await DueAsync(due));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0638000000000000000|")]
    [InlineData("soon||c.1")]
    [InlineData("9223372036854775807||c.1")]
    public void Row_of_somebody_else_is_no_promise(string row) => Assert.False(DueItem.TryParse(row, out _));

    private static async Task<List<DueItem>> DueAsync(DueWork due)
    {
        var items = new List<DueItem>();
        await foreach (var item in due.DueAsync(Noon, CancellationToken.None)) items.Add(item);
        return items;
    }
}

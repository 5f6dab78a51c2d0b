using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using SecureText.Conversations;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class InboxIndexPagingTests(TableStorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ReadAsync_pages_miss_and_repeat_nobody_who_stays_in_place()
    {
        using var process = await storage.StartAsync();
        var index = new InboxIndex(process.Clients.Inbox, process.Keys);
        var heads = Enumerable.Range(0, 25)
            .Select(n => HeadTransitions.Begin("main").Received(Noon.AddMinutes(n), needsAnswer: true, urgent: false))
            .ToList();
        for (var n = 0; n < heads.Count; n++) await ShowAsync(process, index, n, null, heads[n]);

        var seen = new List<DateTimeOffset>();
        string? cursor = null;
        do
        {
            var (rows, next) = await index.ReadAsync(InboxViews.Open, cursor, 10, CancellationToken.None);
            seen.AddRange(rows.Select(r => r.LastActivityAt));

            // Somebody further down writes again and moves to the top while staff turn the page.
            if (cursor is null) await ShowAsync(process, index, 0, heads[0], heads[0].Received(Noon.AddHours(9), true, false));
            cursor = next;
        }
        while (cursor is not null);

        Assert.Equal(heads.Skip(1).Select(h => h.LastActivityAt).Reverse(), seen);
    }

    [Fact]
    public async Task UpdateAsync_moves_a_conversation_between_the_views()
    {
        using var process = await storage.StartAsync();
        var index = new InboxIndex(process.Clients.Inbox, process.Keys);
        var first = HeadTransitions.Begin("main").Received(Noon, needsAnswer: true, urgent: true);
        var mine = first.Assigned("u1");
        var closed = mine.Closed();
        await ShowAsync(process, index, 0, null, first);
        Assert.Equal("1110 0", await ViewsAsync(index));
        await ShowAsync(process, index, 0, first, mine);
        Assert.Equal("1111 0", await ViewsAsync(index));
        await ShowAsync(process, index, 0, mine, closed);
        Assert.Equal("0000 1", await ViewsAsync(index));
    }

    [Fact]
    public async Task CountAsync_goes_on_where_the_service_ended_a_page_early()
    {
        using var process = await storage.StartAsync();
        var index = new InboxIndex(process.Clients.Inbox, process.Keys);
        var head = HeadTransitions.Begin("main").Received(Noon, needsAnswer: true, urgent: false);
        for (var n = 0; n < 5; n++) await ShowAsync(process, index, n, null, head);
        var id = await process.IdAsync("patient 0");
        for (var n = 0; n < 3; n++)
        {
            await new Mentions(process.Clients.Inbox, process.Keys).AddAsync(
                id,
                new Message
                {
                    Id = MessageId.For(Noon, $"note {n}"),
                    At = Noon,
                    Status = MessageStatus.Noted,
                    Author = "staff:u2",
                    Mentions = ["u1"],
                },
                CancellationToken.None);
        }

        using var other = process.Beside(new ShortPages());
        Assert.Equal(5, await new InboxIndex(other.Clients.Inbox, other.Keys).CountAsync(InboxViews.Open, null, CancellationToken.None));
        Assert.Equal(3, await new Mentions(other.Clients.Inbox, other.Keys).CountAsync("u1", CancellationToken.None));
    }

    private static async Task ShowAsync(
        StorageProcess process, InboxIndex index, int patient, ConversationHead? before, ConversationHead after)
    {
        var id = await process.IdAsync(string.Create(CultureInfo.InvariantCulture, $"patient {patient}"));
        await index.UpdateAsync(id, before, after, [1], null, CancellationToken.None);
    }

    private static async Task<string> ViewsAsync(InboxIndex index)
    {
        var counts = "";
        foreach (var view in new[] { InboxViews.Open, InboxViews.Unanswered, InboxViews.Urgent, InboxViews.Mine("u1"), InboxViews.Closed })
        {
            counts += (view == InboxViews.Closed ? " " : "")
                + (await index.ReadAsync(view, null, 10, CancellationToken.None)).Rows.Count;
        }

        return counts;
    }

    /// <summary>Ends each page after two rows, as the service may anywhere.</summary>
    private sealed class ShortPages : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) =>
            message.Request.Uri.Query = message.Request.Uri.Query.Replace("top=1000", "top=2", StringComparison.Ordinal);
    }
}

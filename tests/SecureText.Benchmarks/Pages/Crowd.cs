using System.Globalization;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Benchmarks.Pages;

/// <summary>
/// Conversations of which nobody looks at any: a head each, and a line in the inbox's open view behind those that are looked at.
/// Written past the program, a hundred lines a request; what reading a page does not touch (data keys, pointers) is left out.
/// </summary>
internal sealed class Crowd(TestClinic clinic)
{
    private const int InATransaction = 100;
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 16 };
    private int count;

    public async Task GrowAsync(int to, CancellationToken token)
    {
        var (seal, index) = (await clinic.Get<IndexKeys>().RowSealAsync(token), await clinic.Get<IndexKeys>().IndexAsync(token));
        var storage = clinic.Storage();
        var (inbox, conversations) = (storage.Inbox, storage.Conversations);
        var first = index.For("main", "crowd");
        var box = await clinic.Get<InboxBoxes>().SealContactAsync(first, new InboxContact(TestClinic.Patient, "Good morning, may I come at four instead of three?"), token);
        var heads = Enumerable.Range(count, Math.Max(0, to - count)).Select(n => (
            Id: index.For("main", string.Create(CultureInfo.InvariantCulture, $"crowd {n}")),
            Head: HeadTransitions.Begin("main").Received(TestClinic.Noon.AddMinutes(-n - 1), needsAnswer: true, urgent: false)));
        await Parallel.ForEachAsync(heads.Chunk(InATransaction), AtOnce, async (chunk, _) =>
        {
            await inbox.SubmitTransactionAsync(
                chunk.Select(one => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    InboxRow.ToEntity(seal, "inbox", InboxViews.RowKeys(one.Id, one.Head)[0], one.Id, one.Head, box, null))),
                token);
            foreach (var (id, head) in chunk)
                await conversations.AddEntityAsync(HeadRow.ToEntity(seal, id.Value, head, box, null), token);
        });
        count = to;
    }
}

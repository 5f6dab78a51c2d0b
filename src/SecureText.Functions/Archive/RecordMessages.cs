using System.Runtime.CompilerServices;
using SecureText.Api.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>Goes through the messages of a copy from the oldest on, a span at a time.</summary>
internal sealed class RecordMessages(
    ConversationStore store,
    OpenedMessages opened,
    RecordReading reading,
    ConversationId id,
    IReadOnlyList<ThreadSpan> newestFirst,
    IReadOnlyDictionary<string, RecordFile> files)
{
    /// <summary>Messages that did not open, and files; known once they have been gone through.</summary>
    public int Damaged { get; private set; }

    /// <summary>Opens them all; may be asked more than once.</summary>
    public async IAsyncEnumerable<RecordMessage> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Damaged = files.Values.Count(file => file.Damaged);
        for (var i = newestFirst.Count - 1; i >= 0; i--)
        {
            var page = await store.ReadSpanAsync(id, newestFirst[i], cancellationToken);
            foreach (var row in page.Messages)
            {
                var item = await opened.OpenAsync(id, row, page.Keys, cancellationToken);
                if (item.Damaged) Damaged++;
                yield return await OfAsync(item, cancellationToken);
            }
        }
    }

    private async Task<RecordMessage> OfAsync(MessageItem item, CancellationToken cancellationToken) => new(
        item.Id,
        item.At,
        item.Direction,
        item.Channel,
        item.AuthorName ?? await reading.WhoAsync(item.Author, cancellationToken),
        item.PatientId,
        item.Text,
        item.Hidden,
        item.Status,
        item.Reason,
        item.Form,
        [
            .. item.Attachments.Select(file => files.TryGetValue(file.Id, out var taken)
                ? taken
                : new RecordFile(null, file.Name, file.Type, file.Bytes, Damaged: true)),
        ],
        item.Damaged);
}

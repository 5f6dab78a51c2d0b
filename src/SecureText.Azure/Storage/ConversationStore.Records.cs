using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <content>Reading all of a conversation, for the patient's own copy.</content>
public sealed partial class ConversationStore
{
    private const int SpanLength = 200;

    /// <summary>
    /// The thread as it is now, in spans, newest first; what comes later is in none of them. Reads it through once and opens
    /// nothing, so that it can then be gone through from its beginning, more than once, in little memory.
    /// </summary>
    public async IAsyncEnumerable<ThreadSpan> SpansAsync(
        ConversationId id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessageId? before = null;
        while (true)
        {
            var page = await ReadAsync(id, before, SpanLength, cancellationToken);
            if (page.Messages.Count == 0) yield break;
            var oldest = page.Messages[^1].Message.Id;
            yield return new ThreadSpan(
                page.Messages[0].Message.Id, oldest, [.. page.Messages.Where(row => row.Message.Attachments.Count > 0).Select(row => row.Message.Id)]);
            if (!page.HasMore) yield break;
            before = oldest;
        }
    }

    /// <summary>The messages of a span, oldest first, and the keys for them. Two range queries.</summary>
    public async Task<ThreadPage> ReadSpanAsync(ConversationId id, ThreadSpan span, CancellationToken cancellationToken)
    {
        var page = new ThreadPage();
        var seal = await keys.RowSealAsync(cancellationToken);
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.Head, RowKeys.MessagePrefix, cancellationToken)) AddTo(page, seal, entity);
        var (from, until) = (RowKeys.Message(span.Newest), RowKeys.Message(span.Oldest) + "!");
        await foreach (var entity in table.RangeAsync(id.Value, from, until, cancellationToken)) AddTo(page, seal, entity);
        var rows = page.Messages.Reverse().ToList();
        page.Messages.Clear();
        foreach (var row in rows) page.Messages.Add(row);
        return page;
    }

    /// <summary>Every text with a link, with the link; null in place of one whose row was changed. One range query.</summary>
    public async Task<IReadOnlyList<LinkId?>> ReadAllLinksAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var links = new List<LinkId?>();
        var seal = await keys.RowSealAsync(cancellationToken);
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.LinkPrefix, RowKeys.AfterLinks, cancellationToken))
            links.Add(seal.IsWhole(entity) && LinkId.TryParse(entity.GetString("Link"), out var link) ? link : null);
        return links;
    }

    /// <summary>Every journey; null in place of one that does not open. One range query.</summary>
    public async Task<IReadOnlyList<StoredJourney?>> ReadAllJourneysAsync(
        ConversationId id, WrappedKeys wrapped, CancellationToken cancellationToken)
    {
        var journeys = new List<StoredJourney?>();
        var seal = await keys.RowSealAsync(cancellationToken);
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.JourneyPrefix, RowKeys.AfterJourneys, cancellationToken))
            journeys.Add((await JourneyRow.FromAsync(seal, texts, id, entity, wrapped, cancellationToken)).Journey);
        return journeys;
    }

    /// <summary>The conversation's keys. One range query.</summary>
    public Task<WrappedKeys> ReadKeysAsync(ConversationId id, CancellationToken cancellationToken) =>
        WrappedKeys.ReadAsync(table, id, cancellationToken);
}

/// <summary>Some messages of a thread that follow each other.</summary>
/// <param name="Newest">The first of them, as the thread is stored.</param>
/// <param name="Oldest">The last.</param>
/// <param name="WithFiles">Those with files, newest first.</param>
public sealed record ThreadSpan(MessageId Newest, MessageId Oldest, IReadOnlyList<MessageId> WithFiles);

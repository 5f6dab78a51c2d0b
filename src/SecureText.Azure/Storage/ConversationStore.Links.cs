using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <content>Which text carries which link.</content>
public sealed partial class ConversationStore
{
    /// <summary>The newest links of a conversation, with the texts that carry them. One range query.</summary>
    public async Task<IReadOnlyList<(MessageId Message, LinkId Link)>> ReadLinksAsync(
        ConversationId id, int take, CancellationToken cancellationToken)
    {
        var links = new List<(MessageId, LinkId)>();
        var seal = await keys.RowSealAsync(cancellationToken);
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.LinkPrefix, RowKeys.AfterLinks, cancellationToken, take))
        {
            if (links.Count == take) break;
            if (seal.IsWhole(entity)
                && MessageId.TryParse(entity.RowKey[RowKeys.LinkPrefix.Length..], out var message)
                && LinkId.TryParse(entity.GetString("Link"), out var link)) links.Add((message, link));
        }

        return links;
    }

    /// <summary>The link that a text carries; null when it carries none. One request.</summary>
    public async Task<LinkId?> FindLinkAsync(ConversationId id, MessageId message, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Link(message), cancellationToken: cancellationToken);
        return found.HasValue
            && (await keys.RowSealAsync(cancellationToken)).IsWhole(found.Value!)
            && LinkId.TryParse(found.Value!.GetString("Link"), out var link) ? link : null;
    }
}

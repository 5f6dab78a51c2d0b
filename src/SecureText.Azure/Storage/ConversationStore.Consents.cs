using System.Text.Json;
using Azure.Data.Tables;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <content>The consent records of a conversation: sealed, one row each, never changed.</content>
public sealed partial class ConversationStore
{
    /// <summary>
    /// The head of a conversation that has none. Consent records that stand there all the same count: with the head
    /// deleted, a withdrawal must not be forgotten. One that does not open counts as a withdrawal.
    /// </summary>
    public async Task<ConversationHead> BeginAsync(
        ConversationId id, string lineId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var consent = ConsentState.Empty;
        foreach (var read in await ReadConsentsAsync(id, cancellationToken))
        {
            consent = consent.Apply(read.Record
                ?? new ConsentRecord(ConsentChange.Withdrawn, [], ConsentSource.Staff, now, "system"));
        }

        return HeadTransitions.Begin(lineId) with { Consent = consent };
    }

    /// <summary>
    /// Every consent record of a conversation with the row it stands in, newest first; null in place of one that was changed
    /// or moved. One range query.
    /// </summary>
    public async Task<IReadOnlyList<(string Row, ConsentRecord? Record)>> ReadConsentsAsync(
        ConversationId id, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var wrapped = new WrappedKeys();
        await foreach (var entity in RangeAsync(id, RowKeys.ConsentPrefix, RowKeys.MessagePrefix, cancellationToken))
        {
            if (entity.RowKey.StartsWith(RowKeys.ConsentPrefix, StringComparison.Ordinal)) rows.Add(entity);
            else if (entity.RowKey.StartsWith(RowKeys.KeyPrefix, StringComparison.Ordinal)) wrapped.Add(entity);
        }

        var records = new List<(string, ConsentRecord?)>(rows.Count);
        foreach (var row in rows) records.Add((row.RowKey, await OpenConsentAsync(id, row, wrapped, cancellationToken)));
        return records;
    }

    private async Task<ConsentRecord?> OpenConsentAsync(
        ConversationId id, TableEntity row, WrappedKeys wrapped, CancellationToken cancellationToken)
    {
        try
        {
            var box = row.TryBinary("Record");
            var json = await texts.OpenAsync(id, row.RowKey, SealedTexts.ConsentField, box, wrapped, cancellationToken);
            return JsonSerializer.Deserialize<StoredConsent>(json)?.ToRecord();
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    private TableEntity ConsentRow(WritingKey key, ConversationId id, MessageId cause, ConsentRecord record)
    {
        var row = RowKeys.Consent(cause);
        var json = JsonSerializer.Serialize(StoredConsent.From(record));
        return new TableEntity(id.Value, row) { ["Record"] = texts.Seal(key, id, row, SealedTexts.ConsentField, json) };
    }
}

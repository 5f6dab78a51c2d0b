using System.Text.Json;
using Azure;
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
    /// deleted, a withdrawal must not be forgotten. One that does not open counts as a withdrawal. So does what was left of a
    /// conversation that was shredded.
    /// </summary>
    public async Task<ConversationHead> BeginAsync(
        ConversationId id, string lineId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (records, stub) = await ReadConsentsAndStubAsync(id, cancellationToken);
        var left = stub is null ? null : ShreddedStub.From(await keys.RowSealAsync(cancellationToken), stub, now);

        // What is written now would be shredded with the rest: whoever brings it comes again.
        if (left is { IsUnderway: true }) throw new RequestFailedException(503, "This conversation is being shredded.");
        var consent = left?.Consent ?? ConsentState.Empty;
        foreach (var read in records)
        {
            consent = consent.Apply(read.Record
                ?? new ConsentRecord(ConsentChange.Withdrawn, [], ConsentSource.Staff, now, "system"));
        }

        return HeadTransitions.Begin(lineId) with
        {
            Version = left?.Version ?? 0,
            Consent = consent,
            StopConfirmedAt = left?.StopConfirmedAt,
        };
    }

    /// <summary>
    /// Every consent record of a conversation with the row it stands in, newest first; null in place of one that was changed
    /// or moved. One range query.
    /// </summary>
    public async Task<IReadOnlyList<(string Row, ConsentRecord? Record)>> ReadConsentsAsync(
        ConversationId id, CancellationToken cancellationToken) =>
        (await ReadConsentsAndStubAsync(id, cancellationToken)).Records;

    private async Task<(IReadOnlyList<(string Row, ConsentRecord? Record)> Records, TableEntity? Stub)> ReadConsentsAndStubAsync(
        ConversationId id, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var wrapped = new WrappedKeys();
        TableEntity? stub = null;
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.ConsentPrefix, RowKeys.MessagePrefix, cancellationToken))
        {
            if (entity.RowKey.StartsWith(RowKeys.ConsentPrefix, StringComparison.Ordinal)) rows.Add(entity);
            else if (entity.RowKey == RowKeys.Stub) stub = entity;
            else wrapped.Add(entity);
        }

        var records = new List<(string, ConsentRecord?)>(rows.Count);
        foreach (var row in rows) records.Add((row.RowKey, await OpenConsentAsync(id, row, wrapped, cancellationToken)));
        return (records, stub);
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

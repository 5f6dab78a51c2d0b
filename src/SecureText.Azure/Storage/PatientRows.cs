using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Storage;

/// <summary>
/// Reads the patients of a conversation: a sealed row each, beside its messages. <see cref="ConversationStore"/> writes them
/// together with the head, whose sealed list of names says which there are.
/// </summary>
public sealed class PatientRows(TableClient table, SealedTexts texts, IndexKeys keys)
{
    private const string Field = "patient";

    /// <summary>The head and every row; null in place of one that does not open. Two requests at once.</summary>
    public async Task<(HeadRow? Head, IReadOnlyDictionary<string, PatientRecord?> Rows)> ReadAsync(
        ConversationId id, CancellationToken cancellationToken)
    {
        var heads = HeadAsync(id, cancellationToken);
        var rows = new List<TableEntity>();
        await foreach (var row in table.RangeAsync(id.Value, RowKeys.PatientPrefix, RowKeys.AfterPatients, cancellationToken)) rows.Add(row);
        var (head, wrapped) = await heads;
        var records = new Dictionary<string, PatientRecord?>(StringComparer.Ordinal);
        foreach (var row in rows)
            records[row.RowKey[RowKeys.PatientPrefix.Length..]] = await OpenAsync(id, row, wrapped, cancellationToken);
        return (head, records);
    }

    /// <summary>Whether nothing at all is stored of a conversation. One request, where reading it whole is several.</summary>
    public async Task<bool> IsEmptyAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}"), 1, ["RowKey"], cancellationToken);
        await foreach (var _ in rows) return false;
        return true;
    }

    /// <summary>The head and one row; null when it is not there or does not open. Two requests at once.</summary>
    public async Task<(HeadRow? Head, PatientRecord? Record)> FindAsync(
        ConversationId id, string patient, CancellationToken cancellationToken)
    {
        var heads = HeadAsync(id, cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Patient(patient), cancellationToken: cancellationToken);
        var (head, wrapped) = await heads;
        return (head, row.HasValue ? await OpenAsync(id, row.Value!, wrapped, cancellationToken) : null);
    }

    /// <summary>Writes a patient over what stands there; takes it off with null.</summary>
    internal static TableTransactionAction Write(
        SealedTexts texts, WritingKey key, ConversationId id, string patient, PatientRecord? record)
    {
        var row = RowKeys.Patient(patient);
        if (record is null) return new(TableTransactionActionType.Delete, new TableEntity(id.Value, row), ETag.All);
        var json = JsonSerializer.Serialize(new Stored(record.DisplayName, record.DateOfBirth, record.Language.Code()));
        var entity = new TableEntity(id.Value, row) { ["Patient"] = texts.Seal(key, id, row, Field, json) };
        return new(TableTransactionActionType.UpsertReplace, entity);
    }

    private async Task<PatientRecord?> OpenAsync(
        ConversationId id, TableEntity row, WrappedKeys wrapped, CancellationToken cancellationToken)
    {
        try
        {
            var json = await texts.OpenAsync(id, row.RowKey, Field, row.TryBinary("Patient"), wrapped, cancellationToken);
            return JsonSerializer.Deserialize<Stored>(json) is { Name: { } name } stored
                && Languages.TryParse(stored.Language, out var language)
                    ? new PatientRecord(name, stored.Born, language)
                    : null;
        }
        catch (Exception e) when (e is SealBrokenException or JsonException)
        {
            return null;
        }
    }

    private async Task<(HeadRow? Head, WrappedKeys Keys)> HeadAsync(ConversationId id, CancellationToken cancellationToken) =>
        await HeadRow.ReadAsync(table, await keys.RowSealAsync(cancellationToken), id, cancellationToken);

    private sealed record Stored(string? Name, DateOnly? Born, string? Language);
}

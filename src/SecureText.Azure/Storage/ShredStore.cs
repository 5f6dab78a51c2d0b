using System.Globalization;
using Azure;
using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// The point at which a conversation ceases: one transaction takes its head away and leaves a stub. Until the stub says that
/// nothing is left, nobody begins anew under the number, so that whatever stands in the partition is old and may go.
/// </summary>
public sealed class ShredStore(TableClient table, IndexKeys keys, TimeProvider time)
{
    /// <summary>What stays of a conversation that was shredded; null when none was. It may have begun anew since. One request.</summary>
    public async Task<ShreddedStub?> FindStubAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(id.Value, RowKeys.Stub, cancellationToken: cancellationToken);
        return found.HasValue
            ? ShreddedStub.From(await keys.RowSealAsync(cancellationToken), found.Value!, time.GetUtcNow())
            : null;
    }

    /// <summary>
    /// True when something was written under the conversation's keys since yesterday. A process keeps the key that it writes under
    /// until its day ends and stores it once: were its row deleted, what that process writes next could never be opened.
    /// </summary>
    public async Task<bool> HasKeyOfTheseDaysAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var from = RowKeys.KeyPrefix + time.GetUtcNow().AddDays(-1).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        await foreach (var _ in table.RangeAsync(id.Value, from, RowKeys.MessagePrefix, cancellationToken, 1, ["RowKey"])) return true;
        return false;
    }

    /// <summary>
    /// Takes the head away and leaves the stub, if neither the head nor what was decided has changed since they were read: a hold
    /// that is set at this moment, or a text that comes, makes it fail.
    /// </summary>
    /// <returns>False when one has: ask anew.</returns>
    public async Task<bool> BeginAsync(
        ConversationId id, RecordKeeping keeping, string by, CancellationToken cancellationToken)
    {
        var head = keeping.Head.Head;
        var seal = await keys.RowSealAsync(cancellationToken);
        var stub = new ShreddedStub(
            time.GetUtcNow(), by, head.Version, head.Consent, head.StopConfirmedAt, IsUnderway: true, default, IsWhole: true);
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Delete, new TableEntity(id.Value, RowKeys.Archive), keeping.Row.ETag ?? default),
            new(TableTransactionActionType.Delete, new TableEntity(id.Value, RowKeys.Head), keeping.Head.ETag),
            new(TableTransactionActionType.UpsertReplace, stub.ToEntity(seal, id.Value)),
        ];
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged())
        {
            return false;
        }
    }

    /// <summary>Deletes everything of the partition but the stub: the wrapped keys first, and with them what they open is gone.</summary>
    public async Task EmptyAsync(ConversationId id, CancellationToken cancellationToken)
    {
        await TableSweep.DeleteAsync(table, TableRange.Filter(id.Value, RowKeys.KeyPrefix, RowKeys.MessagePrefix), cancellationToken);
        await TableSweep.DeleteAsync(
            table, TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ne {RowKeys.Stub}"), cancellationToken);
    }

    /// <summary>Says that nothing is left: from now on the number may begin anew.</summary>
    public async Task EndAsync(ConversationId id, ShreddedStub stub, CancellationToken cancellationToken)
    {
        var entity = (stub with { IsUnderway = false }).ToEntity(await keys.RowSealAsync(cancellationToken), id.Value);
        try
        {
            await table.UpdateEntityAsync(entity, stub.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Another process has said so.
        }
    }
}

using Azure;
using Azure.Data.Tables;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Storage;

/// <summary>Emergency access: one partition of the table <c>Staff</c>, newest first. No row is ever deleted.</summary>
public sealed class EmergencyStore(TableClient table, ScopeBoxes boxes, IndexKeys keys)
{
    private const string TableName = "Staff";
    private const string Partition = EmergencyRow.Partition;

    /// <summary>A live grant of this person for this conversation; null when there is none. One request.</summary>
    public async Task<EmergencyGrant?> FindLiveAsync(
        StaffId staff, ConversationId conversation, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ReadOwnAsync(staff, now - EmergencyRules.Longest, cancellationToken))
            .FirstOrDefault(grant => grant.Conversation == conversation && grant.IsLive(now));

    /// <summary>What this person took at <paramref name="since"/> or later, newest first. One request.</summary>
    public async Task<IReadOnlyList<EmergencyGrant>> ReadOwnAsync(
        StaffId staff, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (first, end) = (EmergencyRow.Prefix, EmergencyRow.Prefix + EmergencyId.Before(since));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {first} and RowKey lt {end} and Staff eq {staff.Value}");
        var seal = await keys.RowSealAsync(cancellationToken);
        var grants = new List<EmergencyGrant>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            // The filter believes what stands in clear; the seal does not.
            if (EmergencyRow.From(seal, entity) is { } row && row.Grant.Staff == staff) grants.Add(row.Grant);
        }

        return grants;
    }

    /// <summary>What moves with every grant of this person, so that of two taken at once one counts the other.</summary>
    public async Task<ETag?> GuardAsync(StaffId staff, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition, GuardOf(staff), cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.ETag : null;
    }

    /// <summary>Writes a new grant. One transaction.</summary>
    /// <returns>False when this person has taken another since <paramref name="guard"/> was read.</returns>
    public async Task<bool> AddAsync(EmergencyGrant grant, string reason, ETag? guard, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var box = await boxes.SealAsync(Context(grant.Id, "reason"), reason, cancellationToken);
        var mark = new TableEntity(Partition, GuardOf(grant.Staff));
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, new EmergencyRow(grant, box, [], default).ToEntity(seal)),
                    guard is { } etag
                        ? new(TableTransactionActionType.UpdateReplace, mark, etag)
                        : new(TableTransactionActionType.Add, mark),
                ],
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged() || e.IsThere())
        {
            return false;
        }
    }

    /// <summary>One grant; null when there is none or its row was changed. One request.</summary>
    public async Task<EmergencyRow?> FindAsync(EmergencyId id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition, EmergencyRow.RowKeyOf(id), cancellationToken: cancellationToken);
        return found.HasValue ? EmergencyRow.From(await keys.RowSealAsync(cancellationToken), found.Value!) : null;
    }

    /// <summary>Changes a grant. One request.</summary>
    /// <returns>False when somebody else has changed it since.</returns>
    public async Task<bool> UpdateAsync(
        EmergencyRow row, EmergencyGrant after, string? note, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var box = note is null ? row.NoteBox : await boxes.SealAsync(Context(after.Id, "note"), note, cancellationToken);
        try
        {
            await table.UpdateEntityAsync(
                (row with { Grant = after, NoteBox = box }).ToEntity(seal), row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged())
        {
            return false;
        }
    }

    /// <summary>
    /// Takes reasons and notes about a conversation away when its record is destroyed: they may tell of the patient. That
    /// somebody had emergency access, when and what an owner found of it, stays.
    /// </summary>
    public async Task ForgetAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {EmergencyRow.Prefix} and RowKey lt {EmergencyRow.AfterGrants} and Conversation eq {conversation.Value}");
        var seal = await keys.RowSealAsync(cancellationToken);
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var row = EmergencyRow.From(seal, entity);
            if (row is null) await BlankAsync(entity, cancellationToken);
            while (row is { ReasonBox.Length: > 0 } or { NoteBox.Length: > 0 })
            {
                try
                {
                    var after = (row with { ReasonBox = [], NoteBox = [] }).ToEntity(seal);
                    await table.UpdateEntityAsync(after, row.ETag, TableUpdateMode.Replace, cancellationToken);
                    break;
                }
                catch (RequestFailedException e) when (e.Status == 412)
                {
                    row = await FindAsync(row.Grant.Id, cancellationToken);
                }
            }
        }
    }

    // A row that somebody has changed stays changed, but its words go.
    private async Task BlankAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        var blank = new TableEntity(entity.PartitionKey, entity.RowKey)
        {
            [EmergencyRow.Reason] = Array.Empty<byte>(),
            [EmergencyRow.Note] = Array.Empty<byte>(),
        };
        await table.UpdateEntityAsync(blank, ETag.All, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>A page of all, newest first; null where a row was changed. One request.</summary>
    /// <param name="after">The last id of the page before; null for the first.</param>
    /// <param name="size">Rows on a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IReadOnlyList<(EmergencyId Id, EmergencyRow? Row)> Rows, bool HasMore)> ReadAsync(
        EmergencyId? after, int size, CancellationToken cancellationToken)
    {
        var first = after is { } last ? EmergencyRow.RowKeyOf(last) : EmergencyRow.Prefix;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey gt {first} and RowKey lt {EmergencyRow.AfterGrants}");
        var seal = await keys.RowSealAsync(cancellationToken);
        var rows = new List<(EmergencyId, EmergencyRow?)>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, size + 1, cancellationToken: cancellationToken))
        {
            if (!EmergencyId.TryParse(entity.RowKey[EmergencyRow.Prefix.Length..], out var id)) continue;
            if (rows.Count == size) return (rows, true);
            rows.Add((id, EmergencyRow.From(seal, entity)));
        }

        return (rows, false);
    }

    /// <summary>How many no owner has looked at, of those whose time is over or not. One request.</summary>
    public async Task<int> CountUnreviewedAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {EmergencyRow.Prefix} and RowKey lt {EmergencyRow.AfterGrants} and Reviewed eq {false}");
        var count = 0;
        string[] columns = ["RowKey"];
        await foreach (var _ in table.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellationToken)) count++;
        return count;
    }

    /// <summary>Opens the reason; null when the box was changed, and when the patient's record is destroyed.</summary>
    public async Task<string?> ReasonOfAsync(EmergencyRow row, CancellationToken cancellationToken) =>
        row.ReasonBox.Length == 0 ? null : await OpenAsync(Context(row.Grant.Id, "reason"), row.ReasonBox, cancellationToken);

    /// <summary>Opens the note of the review; null without one, and when the box was changed.</summary>
    public async Task<string?> NoteOfAsync(EmergencyRow row, CancellationToken cancellationToken) =>
        row.NoteBox.Length == 0 ? null : await OpenAsync(Context(row.Grant.Id, "note"), row.NoteBox, cancellationToken);

    private async Task<string?> OpenAsync(SealContext context, byte[] box, CancellationToken cancellationToken)
    {
        try
        {
            return await boxes.OpenAsync(context, box, cancellationToken);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    private static string GuardOf(StaffId staff) => "G|" + staff.Value;

    private static SealContext Context(EmergencyId id, string field) =>
        new(TableName, Partition, EmergencyRow.RowKeyOf(id), field);
}

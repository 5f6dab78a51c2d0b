using Azure;
using Azure.Data.Tables;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Storage;

/// <summary>
/// Who is on the staff: one partition of the table <c>Staff</c> with a row for each person (<c>M|</c>), one for each address
/// (<c>E|</c>, blind-indexed) and each Entra object id (<c>O|</c>), what was attested (<c>A|</c>), and one row (<c>G</c>) that
/// every change of roles moves, so that two at once cannot each take away what they believe is the last owner but one.
/// </summary>
public sealed class StaffStore(TableClient table, ScopeBoxes boxes, IndexKeys keys)
{
    private const string TableName = "Staff";
    private const string Partition = StaffRow.Partition;
    private const string Guard = "G";
    private const string EmailPrefix = "E|";
    private const string ObjectPrefix = "O|";
    private const string AttestedPrefix = "A|";
    private const string AfterAttested = "B";

    /// <summary>One person; null when there is none. One storage request.</summary>
    public async Task<StaffRow?> FindAsync(StaffId id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition, StaffRow.RowKeyOf(id), cancellationToken: cancellationToken);
        return found.HasValue ? StaffRow.From(await keys.RowSealAsync(cancellationToken), found.Value!) : null;
    }

    /// <summary>The person who is bound to an Entra object id. Two requests.</summary>
    public async Task<StaffRow?> FindByObjectAsync(string objectTag, CancellationToken cancellationToken)
    {
        var row = await FollowAsync(ObjectPrefix + objectTag, cancellationToken);
        return row?.ObjectTag == objectTag ? row : null;
    }

    /// <summary>The person who has this address. Two requests.</summary>
    public async Task<StaffRow?> FindByEmailAsync(StaffEmail email, CancellationToken cancellationToken) =>
        await FollowAsync(EmailPrefix + await TagAsync("email", email.Value, cancellationToken), cancellationToken);

    /// <summary>The keyed hash under which an Entra object id is stored.</summary>
    public Task<string> ObjectTagAsync(Guid objectId, CancellationToken cancellationToken) =>
        TagAsync("object", objectId.ToString("D"), cancellationToken);

    /// <summary>Everybody, with the guard for a change that depends on the others. One range query.</summary>
    public async Task<StaffList> ReadAllAsync(CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var rows = new List<StaffRow>();
        ETag? guard = null;
        await foreach (var entity in table.RangeAsync(Partition, Guard, StaffRow.AfterPersons, cancellationToken))
        {
            if (entity.RowKey == Guard) guard = entity.ETag;
            else if (entity.RowKey.StartsWith(StaffRow.PersonPrefix, StringComparison.Ordinal)
                && StaffRow.From(seal, entity) is { } row) rows.Add(row);
        }

        return new StaffList(rows, guard);
    }

    /// <summary>Adds somebody. One transaction.</summary>
    /// <returns>
    /// <see cref="CommitOutcome.Exists"/> when the address is taken, <see cref="CommitOutcome.Conflict"/> when roles have changed
    /// since <paramref name="all"/> was read.
    /// </returns>
    public async Task<CommitOutcome> AddAsync(
        StaffList all, Person person, StaffEmail email, string name, string? objectTag, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var row = new StaffRow(
            person,
            await boxes.SealAsync(Context(person.Id, "name"), name, cancellationToken),
            await boxes.SealAsync(Context(person.Id, "email"), email.Value, cancellationToken),
            objectTag, default, true);
        var emailRow = PointerTo(seal, EmailPrefix + await TagAsync("email", email.Value, cancellationToken), person.Id);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, emailRow),
            new(TableTransactionActionType.Add, row.ToEntity(seal)),
            Move(all),
        ];
        if (objectTag is not null)
            actions.Insert(1, new(TableTransactionActionType.Add, PointerTo(seal, ObjectPrefix + objectTag, person.Id)));
        return await SubmitAsync(actions, pointers: actions.Count - 2, cancellationToken);
    }

    /// <summary>Changes somebody. One transaction.</summary>
    /// <param name="row">As it was read; a changed row is not written back.</param>
    /// <param name="after">What stands in clear from now on.</param>
    /// <param name="change">What else changes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CommitOutcome> ChangeAsync(
        StaffRow row, Person after, StaffChange change, CancellationToken cancellationToken)
    {
        // Written back, it would be sealed anew, and the change with it.
        if (!row.IsWhole) throw new InvalidOperationException("A changed staff row is not written back.");
        var seal = await keys.RowSealAsync(cancellationToken);
        var next = row with { Person = after, ObjectTag = change.ObjectTag ?? row.ObjectTag };
        if (change.Name is { } name)
            next = next with { NameBox = await boxes.SealAsync(Context(after.Id, "name"), name, cancellationToken) };
        var actions = new List<TableTransactionAction>();
        if (change.ObjectTag is { } tag)
            actions.Add(new(TableTransactionActionType.Add, PointerTo(seal, ObjectPrefix + tag, after.Id)));
        if (change.Attested is { } attested)
            actions.Add(new(TableTransactionActionType.Add, await AttestedRowAsync(seal, attested, cancellationToken)));
        var added = actions.Count;
        actions.Add(new(TableTransactionActionType.UpdateReplace, next.ToEntity(seal), row.ETag));
        if (change.All is { } all) actions.Add(Move(all));
        return await SubmitAsync(actions, added, cancellationToken);
    }

    /// <summary>All that was ever attested, and how many records do not open. One range query.</summary>
    public async Task<(IReadOnlyList<Attestation> Records, int Damaged)> ReadAttestedAsync(CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var records = new List<Attestation>();
        var damaged = 0;
        await foreach (var entity in table.RangeAsync(Partition, AttestedPrefix, AfterAttested, cancellationToken))
        {
            if (await OpenAttestedAsync(seal, entity, cancellationToken) is { } record) records.Add(record);
            else damaged++;
        }

        return (records, damaged);
    }

    /// <summary>Opens a name; null when the box was changed.</summary>
    public Task<string?> NameOfAsync(StaffRow row, CancellationToken cancellationToken) =>
        OpenAsync(Context(row.Person.Id, "name"), row.NameBox, cancellationToken);

    /// <summary>Opens an address; null when the box was changed.</summary>
    public Task<string?> EmailOfAsync(StaffRow row, CancellationToken cancellationToken) =>
        OpenAsync(Context(row.Person.Id, "email"), row.EmailBox, cancellationToken);

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

    private async Task<TableEntity> AttestedRowAsync(RowSeal seal, Attestation record, CancellationToken cancellationToken)
    {
        var rowKey = $"{AttestedPrefix}{record.Staff.Value}|{record.Policy}|{record.Version:D6}";
        return seal.Sign(new TableEntity(Partition, rowKey)
        {
            ["Staff"] = record.Staff.Value,
            ["Policy"] = record.Policy,
            ["Version"] = record.Version,
            ["TextHash"] = record.TextHash,
            ["At"] = record.At,
            ["Title"] = await boxes.SealAsync(new SealContext(TableName, Partition, rowKey, "title"), record.Title, cancellationToken),
        });
    }

    private async Task<Attestation?> OpenAttestedAsync(RowSeal seal, TableEntity entity, CancellationToken cancellationToken)
    {
        if (!seal.IsWhole(entity) || !StaffId.TryParse(entity.TryText("Staff"), out var staff)) return null;
        var context = new SealContext(TableName, Partition, entity.RowKey, "title");
        return await OpenAsync(context, entity.TryBinary("Title"), cancellationToken) is { } title
            ? new Attestation(
                staff, entity.Text("Policy"), entity.GetInt32("Version") ?? 0, title, entity.Text("TextHash"),
                entity.Time("At") ?? default)
            : null;
    }

    private async Task<StaffRow?> FollowAsync(string pointer, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, pointer, cancellationToken: cancellationToken);
        if (!found.HasValue) return null;

        // A pointer that somebody turned to another person would let its owner in as that person.
        var seal = await keys.RowSealAsync(cancellationToken);
        return seal.IsWhole(found.Value!) && StaffId.TryParse(found.Value!.GetString("Staff"), out var id)
            ? await FindAsync(id, cancellationToken)
            : null;
    }

    private async Task<CommitOutcome> SubmitAsync(
        List<TableTransactionAction> actions, int pointers, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            return CommitOutcome.Done;
        }
        catch (TableTransactionFailedException e) when (e.FailedTransactionActionIndex < pointers && e.IsThere())
        {
            return CommitOutcome.Exists;
        }
        catch (RequestFailedException e) when (e.IsChanged() || e.IsThere())
        {
            return CommitOutcome.Conflict;
        }
    }

    private static TableTransactionAction Move(StaffList all)
    {
        var guard = new TableEntity(Partition, Guard);
        return all.Guard is { } etag
            ? new(TableTransactionActionType.UpdateReplace, guard, etag)
            : new(TableTransactionActionType.Add, guard);
    }

    private static TableEntity PointerTo(RowSeal seal, string rowKey, StaffId id) =>
        seal.Sign(new TableEntity(Partition, rowKey) { ["Staff"] = id.Value });

    private static SealContext Context(StaffId id, string field) => new(TableName, Partition, StaffRow.RowKeyOf(id), field);

    private async Task<string> TagAsync(string kind, string value, CancellationToken cancellationToken) =>
        (await keys.IndexAsync(cancellationToken)).ForStaff(kind, value);
}

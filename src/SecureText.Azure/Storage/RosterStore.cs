using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Roster;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Who is known from other systems, and what they are to come for: the table <c>Roster</c>. Partition <c>patient</c> holds a row for
/// each patient and one that leads back from the patient of a number; each kind of occasion has a partition of its own.
/// Keys are keyed hashes. Every write is guarded by the row's ETag.
/// </summary>
public sealed partial class RosterStore(TableClient table, ScopeBoxes boxes, IndexKeys keys)
{
    private const string TableName = "Roster";
    private const string Field = "facts";
    private const int LargestPage = 1000;
    private const int MostNumbers = 8;

    /// <summary>The opaque id of what another system calls <paramref name="value"/>.</summary>
    /// <param name="kind">What it is, as <c>patient</c>: the same text of two kinds has two ids.</param>
    /// <param name="value">The text, in one way to write it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> IdOfAsync(string kind, string value, CancellationToken cancellationToken) =>
        (await keys.IndexAsync(cancellationToken)).ForRoster(kind, value);

    /// <summary>A patient; null when there is none of that id. One request.</summary>
    public async Task<RosterPatientRow?> FindPatientAsync(string id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            RosterPatientRow.Partition, id, cancellationToken: cancellationToken);
        return found.HasValue ? RosterPatientRow.From(await keys.RowSealAsync(cancellationToken), found.Value!) : null;
    }

    /// <summary>What the roster knows of a patient of a number; null when nothing, or when the row was changed. One request.</summary>
    public async Task<RosterPatient?> FindPatientOfAsync(
        ConversationId conversation, string patient, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            RosterPatientRow.Partition, RosterPatientRow.KeyOf(conversation, patient), cancellationToken: cancellationToken);
        return found.HasValue
            ? RosterPatientRow.From(await keys.RowSealAsync(cancellationToken), found.Value!).Patient
            : null;
    }

    /// <summary>
    /// Patients in the order of their ids, without those who have left; changed rows are left out and counted. One range query.
    /// </summary>
    public async Task<RosterPage<RosterPatient>> ReadPatientsAsync(
        string? cursor, int take, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {RosterPatientRow.Partition} and RowKey gt {cursor ?? ""} and RowKey lt {RosterPatientRow.After}");
        var seal = await keys.RowSealAsync(cancellationToken);
        var page = await ReadAsync(
            filter, take, entity => Task.FromResult(RosterPatientRow.From(seal, entity).Patient), cancellationToken);
        return page with { Items = [.. page.Items.Where(patient => !patient.IsLeft)] };
    }

    /// <summary>An occasion; null when there is none of that id. One request.</summary>
    public async Task<OccasionRow?> FindOccasionAsync(OccasionKind kind, string id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            OccasionRow.PartitionOf(kind), id, cancellationToken: cancellationToken);
        return found.HasValue
            ? await OpenAsync(await keys.RowSealAsync(cancellationToken), kind, found.Value!, cancellationToken)
            : null;
    }

    /// <summary>
    /// Occasions from <paramref name="from"/> on and before <paramref name="until"/>, in the order of their ids; changed rows are
    /// left out and counted. One range query a page.
    /// </summary>
    public async Task<RosterPage<Occasion>> ReadOccasionsAsync(
        OccasionKind kind,
        DateTimeOffset? from,
        DateTimeOffset? until,
        string? cursor,
        int take,
        CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {OccasionRow.PartitionOf(kind)} and RowKey gt {cursor ?? ""}");
        if (from is { } first) filter += " and " + TableClient.CreateQueryFilter($"At ge {first}");
        if (until is { } end) filter += " and " + TableClient.CreateQueryFilter($"At lt {end}");
        var seal = await keys.RowSealAsync(cancellationToken);
        return await ReadAsync(
            filter, take, async entity => (await OpenAsync(seal, kind, entity, cancellationToken)).Occasion, cancellationToken);
    }

    /// <summary>Writes a patient if nobody has changed the row since it was read. One transaction.</summary>
    /// <param name="patient">As it is from now on.</param>
    /// <param name="content">Keyed hash of what it was made from.</param>
    /// <param name="before">As it was read; null when there was none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the row has changed: read again.</returns>
    public async Task<bool> SavePatientAsync(
        RosterPatient patient, string content, RosterPatientRow? before, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var row = RosterPatientRow.ToEntity(seal, patient.Id, patient, content);
        var back = RosterPatientRow.ToEntity(
            seal, RosterPatientRow.KeyOf(patient.Conversation, patient.PatientId), patient, content);
        List<TableTransactionAction> actions = [Guarded(row, before?.ETag), new(TableTransactionActionType.UpsertReplace, back)];
        if (before?.Patient is { } was && (was.Conversation, was.PatientId) != (patient.Conversation, patient.PatientId))
        {
            // Leads what was said of the number before to the one of today: nothing more may go to the old one.
            actions.Add(new(TableTransactionActionType.UpsertReplace, RosterPatientRow.ToEntity(
                seal, RosterPatientRow.KeyOf(was.Conversation, was.PatientId), patient, content)));
        }

        return await TryAsync(() => table.SubmitTransactionAsync(actions, cancellationToken));
    }

    /// <summary>Writes an occasion if nobody has changed the row since it was read. One request.</summary>
    /// <param name="occasion">As it is from now on.</param>
    /// <param name="content">Keyed hash of what it was made from.</param>
    /// <param name="before">As it was read; null when there was none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the row has changed: read again.</returns>
    public async Task<bool> SaveOccasionAsync(
        Occasion occasion, string content, OccasionRow? before, CancellationToken cancellationToken)
    {
        var facts = await boxes.SealAsync(
            Context(occasion.Kind, occasion.Id), JsonSerializer.Serialize(occasion.Facts), cancellationToken);
        var entity = OccasionRow.ToEntity(await keys.RowSealAsync(cancellationToken), occasion, content, facts);
        return await TryAsync(() => before is null
            ? table.AddEntityAsync(entity, cancellationToken)
            : table.UpdateEntityAsync(entity, before.ETag, TableUpdateMode.Replace, cancellationToken));
    }

    /// <summary>
    /// What all patients or all occasions of a kind were made from, by id, for a preview of thousands of rows at once. Read
    /// without proof that nobody has changed a row: nothing may be decided by it.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, RosterGlance>> GlanceAsync(OccasionKind? kind, CancellationToken cancellationToken)
    {
        var partition = kind is { } one ? OccasionRow.PartitionOf(one) : RosterPatientRow.Partition;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {RosterPatientRow.After}");
        string[] columns = ["RowKey", "Content", "Conversation", "PatientId"];
        var rows = new Dictionary<string, RosterGlance>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, LargestPage, columns, cancellationToken))
            rows[row.RowKey] = new RosterGlance(row.TryText("Content") ?? "", $"{row.TryText("Conversation")}|{row.TryText("PatientId")}");
        return rows;
    }

    /// <summary>
    /// An occasion of the number that its patient has today, and cancelled when the patient has left. One request, and one for
    /// each number that the patient had since.
    /// </summary>
    /// <returns>The occasion, and what the roster knows of its patient; null when nothing.</returns>
    public async Task<(Occasion Occasion, RosterPatient? Patient)> FollowAsync(Occasion occasion, CancellationToken cancellationToken)
    {
        if (occasion.PatientId.Length == 0) return (occasion, null);
        for (var steps = 0; ; steps++)
        {
            var found = await FindPatientOfAsync(occasion.Conversation, occasion.PatientId, cancellationToken);
            if (found?.IsLeft == true && occasion.Status == OccasionStatus.Expected) occasion = occasion with { Status = OccasionStatus.Cancelled };
            if (RosterPatientRow.Onward(found, occasion) is not { } onward || steps == MostNumbers) return (occasion, found);
            occasion = occasion with { Conversation = onward.Conversation, PatientId = onward.PatientId };
        }
    }

    private async Task<OccasionRow> OpenAsync(
        RowSeal seal, OccasionKind kind, TableEntity entity, CancellationToken cancellationToken)
    {
        var row = OccasionRow.From(seal, kind, entity);
        if (row.Occasion is not { } occasion) return row;
        try
        {
            var json = await boxes.OpenAsync(Context(kind, occasion.Id), entity.TryBinary("Facts"), cancellationToken);
            var whole = occasion with { Facts = JsonSerializer.Deserialize<OccasionFacts>(json) ?? new() };
            var (followed, patient) = await FollowAsync(whole, cancellationToken);
            return row with { Occasion = followed, Patient = patient };
        }
        catch (SealBrokenException)
        {
            return row with { Occasion = null, Content = "" };
        }
    }

    private async Task<RosterPage<T>> ReadAsync<T>(
        string filter, int take, Func<TableEntity, Task<T?>> open, CancellationToken cancellationToken) where T : class
    {
        var (items, damaged, seen, last) = (new List<T>(), 0, 0, "");
        await foreach (var entity in table.QueryAsync<TableEntity>(
            filter, Math.Min(take + 1, LargestPage), cancellationToken: cancellationToken))
        {
            if (seen == take) return new RosterPage<T>(items, damaged, last);
            (seen, last) = (seen + 1, entity.RowKey);
            if (await open(entity) is { } item) items.Add(item);
            else damaged++;
        }

        return new RosterPage<T>(items, damaged, null);
    }

    private static TableTransactionAction Guarded(TableEntity entity, ETag? before) => before is { } etag
        ? new(TableTransactionActionType.UpdateReplace, entity, etag)
        : new(TableTransactionActionType.Add, entity);

    private static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged() || e.IsThere())
        {
            return false;
        }
    }

    private static SealContext Context(OccasionKind kind, string id) => new(TableName, OccasionRow.PartitionOf(kind), id, Field);
}

/// <summary>Some rows of the roster.</summary>
/// <param name="Items">Those that are as they were written.</param>
/// <param name="Damaged">Rows that somebody has changed; nothing of them is in <paramref name="Items"/>.</param>
/// <param name="Cursor">Where the next page begins; null at the end.</param>
public sealed record RosterPage<T>(IReadOnlyList<T> Items, int Damaged, string? Cursor);

/// <summary>A row of the roster, unproven.</summary>
/// <param name="Content">Keyed hash of what it was made from.</param>
/// <param name="Person">Conversation and patient, opaque.</param>
public readonly record struct RosterGlance(string Content, string Person);

using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Import;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Files that were sent in, and which columns were used last for each kind: two partitions of the table <c>Roster</c>. Counts and
/// states stand in clear under the rows' MAC; names of files and columns are sealed.
/// </summary>
public sealed class ImportStore(TableClient table, ScopeBoxes boxes, IndexKeys keys)
{
    private const string TableName = "Roster";
    private const string Partition = "import";
    private const string Mappings = "import-mapping";
    private const string Field = "facts";

    /// <summary>A file; null when there is none, or when somebody has changed its row. One request.</summary>
    public async Task<ImportFileRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!ImportFile.IsId(id)) return null;
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return found.HasValue ? await OpenAsync(found.Value!, cancellationToken) : null;
    }

    /// <summary>All files, newest first; changed rows are left out. One query.</summary>
    public async Task<IReadOnlyList<ImportFileRow>> ReadAsync(CancellationToken cancellationToken, ImportState? only = null)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        if (only is { } state) filter += " and " + TableClient.CreateQueryFilter($"State eq {state.ToString()}");
        var rows = new List<ImportFileRow>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (await OpenAsync(entity, cancellationToken) is { } row) rows.Add(row);
        }

        return [.. rows.OrderByDescending(row => row.File.CreatedAt)];
    }

    /// <summary>Writes a file if nobody has changed its row since it was read.</summary>
    /// <returns>False when somebody has.</returns>
    public async Task<bool> SaveAsync(ImportFile file, ETag? before, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var entity = new TableEntity(Partition, file.Id)
        {
            ["Kind"] = file.Kind.ToString(),
            ["State"] = file.State.ToString(),
            ["Rows"] = file.Rows,
            ["Parts"] = file.Parts,
            ["FirstParts"] = file.FirstParts,
            ["CreatedAt"] = file.CreatedAt,
            ["CreatedBy"] = file.CreatedBy,
            ["Counts"] = JsonSerializer.Serialize(file.Counts),
            ["Runs"] = file.Runs,
            ["IsGone"] = file.IsGone,
            ["Skipped"] = JsonSerializer.Serialize(file.Skipped),
            ["Facts"] = await boxes.SealAsync(Context(Partition, file.Id), JsonSerializer.Serialize(file.Facts), cancellationToken),
        };
        try
        {
            if (before is { } etag) await table.UpdateEntityAsync(seal.Sign(entity), etag, TableUpdateMode.Replace, cancellationToken);
            else await table.AddEntityAsync(seal.Sign(entity), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged() || e.IsThere())
        {
            return false;
        }
    }

    /// <summary>Forgets a file.</summary>
    public async Task DeleteAsync(ImportFileRow row, CancellationToken cancellationToken) =>
        await table.DeleteEntityAsync(Partition, row.File.Id, row.ETag, cancellationToken);

    /// <summary>The columns that were last used for a kind; null when none were.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> FindMappingAsync(ImportKind kind, CancellationToken cancellationToken)
    {
        var key = kind.Word();
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Mappings, key, cancellationToken: cancellationToken);
        try
        {
            return found.HasValue
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(
                    await boxes.OpenAsync(Context(Mappings, key), found.Value!.TryBinary("Facts"), cancellationToken))
                : null;
        }
        catch (SealBrokenException)
        {
            // It is a convenience: without it the columns are guessed.
            return null;
        }
    }

    /// <summary>Remembers columns for the next file of the kind.</summary>
    public async Task SaveMappingAsync(
        ImportKind kind, IReadOnlyDictionary<string, string> mapping, CancellationToken cancellationToken)
    {
        var key = kind.Word();
        var box = await boxes.SealAsync(Context(Mappings, key), JsonSerializer.Serialize(mapping), cancellationToken);
        await table.UpsertEntityAsync(new TableEntity(Mappings, key) { ["Facts"] = box }, TableUpdateMode.Replace, cancellationToken);
    }

    private async Task<ImportFileRow?> OpenAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        if (!(await keys.RowSealAsync(cancellationToken)).IsWhole(entity)) return null;
        try
        {
            var facts = await boxes.OpenAsync(Context(Partition, entity.RowKey), entity.TryBinary("Facts"), cancellationToken);
            var file = new ImportFile
            {
                Id = entity.RowKey,
                Kind = Enum.Parse<ImportKind>(entity.Text("Kind")),
                State = Enum.Parse<ImportState>(entity.Text("State")),
                Rows = entity.GetInt32("Rows") ?? 0,
                Parts = entity.GetInt32("Parts") ?? 0,
                FirstParts = entity.GetInt32("FirstParts") ?? 0,
                CreatedAt = entity.Time("CreatedAt") ?? default,
                CreatedBy = entity.Text("CreatedBy"),
                Counts = JsonSerializer.Deserialize<ImportCounts>(entity.Text("Counts")) ?? new(),
                Runs = entity.GetInt32("Runs") ?? 0,
                IsGone = entity.GetBoolean("IsGone") ?? false,
                Skipped = JsonSerializer.Deserialize<Dictionary<string, int>>(entity.Text("Skipped")) ?? [],
                Facts = JsonSerializer.Deserialize<ImportFacts>(facts)!,
            };
            return new ImportFileRow(file, entity.ETag);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    private static SealContext Context(string partition, string row) => new(TableName, partition, row, Field);
}

/// <summary>A file as its row stands in the table.</summary>
/// <param name="File">The file.</param>
/// <param name="ETag">For the next write.</param>
public sealed record ImportFileRow(ImportFile File, ETag ETag);

using Azure.Data.Tables;
using SecureText.Storage;

namespace SecureText.Audit.Tree;

/// <summary>What the last look over the whole log found.</summary>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Outcome"><c>whole</c>, <c>tampered</c> or <c>unreadable</c>.</param>
/// <param name="Entries">Entries checked.</param>
/// <param name="Fault">What is wrong and where; null when whole. Holds names of blobs and ids, nothing personal.</param>
public sealed record LogVerdict(DateTimeOffset At, string Outcome, long Entries, string? Fault);

/// <summary>Keeps the last verdict, under the MAC: whoever can write rows must not be able to call a log whole.</summary>
public sealed class LogVerdicts(TableClient table, IndexKeys keys)
{
    private const string Partition = "log";
    private const string Row = "verdict";

    /// <summary>Keeps it in place of the one before.</summary>
    public async Task KeepAsync(LogVerdict verdict, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Partition, Row)
        {
            ["At"] = verdict.At,
            ["Outcome"] = verdict.Outcome,
            ["Entries"] = verdict.Entries,
            ["Fault"] = verdict.Fault ?? "",
        };
        await table.UpsertEntityAsync((await keys.RowSealAsync(cancellationToken)).Sign(entity), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>The last one; null when there is none that this program wrote.</summary>
    public async Task<LogVerdict?> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        if (!found.HasValue || found.Value is not { } row || !(await keys.RowSealAsync(cancellationToken)).IsWhole(row)) return null;
        var fault = row.GetString("Fault");
        return new LogVerdict(
            row.GetDateTimeOffset("At") ?? default, row.GetString("Outcome"), row.GetInt64("Entries") ?? 0, fault.Length > 0 ? fault : null);
    }
}

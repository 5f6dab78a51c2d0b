using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>Looks at the first rows of the table of conversations, without opening any: are they sealed and unchanged?</summary>
internal static class RowSample
{
    private static readonly string[] WithMac =
        [RowKeys.Archive, RowKeys.Stub, RowKeys.Head, RowKeys.MessagePrefix, RowKeys.RequestPrefix, RowKeys.LinkPrefix, RowKeys.JourneyPrefix];
    private static readonly string[] Words = ["Text", "Files"];

    public static async Task<RowSampleResult> TakeAsync(
        TableClient conversations, IndexKeys keys, int most, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var (looked, sealedRows, changed, messages, inClear, held) = (0, 0, 0, 0, 0, 0);
        await foreach (var row in conversations.QueryAsync<TableEntity>(maxPerPage: Math.Min(most, 1000), cancellationToken: cancellationToken))
        {
            looked++;
            if (Array.Exists(WithMac, prefix => row.RowKey == prefix || (prefix.EndsWith('|') && row.RowKey.StartsWith(prefix, StringComparison.Ordinal))))
            {
                sealedRows++;
                if (!seal.IsWhole(row)) changed++;
            }

            if (row.RowKey == RowKeys.Archive && ArchiveRow.From(seal, row).Archive.Hold is not null) held++;
            if (row.RowKey.StartsWith(RowKeys.MessagePrefix, StringComparison.Ordinal))
            {
                messages++;
                if (Array.Exists(Words, name => row.TryGetValue(name, out var value) && value is not null && !IsBox(row, name))) inClear++;
            }

            if (looked == most) break;
        }

        return new RowSampleResult(looked, sealedRows, changed, messages, inClear, held);
    }

    // Of the form that only the sealer writes: version, key id, salt, commitment, tag.
    private static bool IsBox(TableEntity row, string name)
    {
        try
        {
            return row[name] is byte[] && Sealer.KeyIdOf(row.TryBinary(name)).Length > 0;
        }
        catch (SealBrokenException)
        {
            return false;
        }
    }
}

/// <summary>What the rows were like.</summary>
internal sealed record RowSampleResult(int Looked, int WithMac, int Changed, int Messages, int InClear, int Held);

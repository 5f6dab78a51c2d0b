using System.Globalization;
using Azure;
using Azure.Data.Tables;
using SecureText.Portal;

namespace SecureText.Storage;

/// <summary>
/// The table of links: one row each, found by the hash of its token, with code and session as hashes. Every write is
/// guarded by the row's ETag, so that tries are counted one by one however many come at once.
/// </summary>
public sealed class PortalStore(TableClient table, IndexKeys keys)
{
    /// <summary>A link; null when there is none, or when somebody has changed its row. One storage request.</summary>
    public async Task<PortalLinkRow?> FindAsync(LinkId id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, PortalLinkRow.RowKey, cancellationToken: cancellationToken);
        return found.HasValue ? PortalLinkRow.From(await keys.RowSealAsync(cancellationToken), found.Value!) : null;
    }

    /// <summary>How many tries each link has taken, of the first so many whole rows. One query.</summary>
    internal async Task<IReadOnlyList<int>> ReadTriesAsync(int most, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var tries = new List<int>();
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"RowKey eq {PortalLinkRow.RowKey}"), most, cancellationToken: cancellationToken))
        {
            if (PortalLinkRow.From(seal, entity) is { } row) tries.Add(row.Link.Tries);
            if (tries.Count == most) break;
        }

        return tries;
    }

    /// <summary>
    /// Writes a new link, before the text that carries it. Should the text not be written, nobody ever learns the token: the
    /// row is then of no use to anybody.
    /// </summary>
    public async Task AddAsync(PortalLink link, CancellationToken cancellationToken) => await table.AddEntityAsync(
        PortalLinkRow.ToEntity(await keys.RowSealAsync(cancellationToken), link), cancellationToken);

    /// <summary>Changes a link if nobody has changed it since. One request.</summary>
    /// <returns>The row as it now is; null when it has changed: read again and decide again.</returns>
    public async Task<PortalLinkRow?> UpdateAsync(PortalLinkRow row, PortalLink after, CancellationToken cancellationToken)
    {
        var entity = PortalLinkRow.ToEntity(await keys.RowSealAsync(cancellationToken), after);
        try
        {
            var answer = await table.UpdateEntityAsync(entity, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return new PortalLinkRow(after, answer.Headers.ETag ?? throw new InvalidDataException("An update gave no ETag."));
        }
        catch (RequestFailedException e) when (e.IsChanged())
        {
            return null;
        }
    }

    /// <summary>
    /// Hash of a code for one link, under the key of the rows: a reader of the table could try a million plain hashes in a
    /// blink.
    /// </summary>
    public async Task<byte[]> HashAsync(LinkId link, OneTimeCode code, CancellationToken cancellationToken) =>
        (await keys.RowSealAsync(cancellationToken)).TagOf($"code|{link.Value}|{code.Value}");

    /// <summary>Hash of a date of birth for one link, under the same key: there are even fewer dates than codes.</summary>
    public async Task<byte[]> HashAsync(LinkId link, DateOnly born, CancellationToken cancellationToken) =>
        (await keys.RowSealAsync(cancellationToken)).TagOf(
            string.Create(CultureInfo.InvariantCulture, $"born|{link.Value}|{born:yyyyMMdd}"));
}

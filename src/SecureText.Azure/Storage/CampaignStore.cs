using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;

namespace SecureText.Storage;

/// <summary>
/// The table <c>Campaigns</c>. Partition <c>campaign</c> holds a row for each campaign, under a MAC; a partition for each campaign
/// holds a row for each of its journeys, for the figures. Nothing personal stands there in clear.
/// </summary>
public sealed class CampaignStore(TableClient table, ScopeBoxes boxes, IndexKeys keys)
{
    /// <summary>A campaign; null when there is none. One request.</summary>
    public async Task<CampaignRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            CampaignRow.Partition, id, cancellationToken: cancellationToken);
        return found.HasValue
            ? await CampaignRow.FromAsync(await keys.RowSealAsync(cancellationToken), boxes, found.Value!, cancellationToken)
            : null;
    }

    /// <summary>All campaigns, in the order of their ids; null in place of what was changed. One range query.</summary>
    public async Task<IReadOnlyList<CampaignRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new List<CampaignRow>();
        var seal = await keys.RowSealAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {CampaignRow.Partition}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(await CampaignRow.FromAsync(seal, boxes, entity, cancellationToken));
        return rows;
    }

    /// <summary>Adds a campaign.</summary>
    /// <returns>False when one of that id is there.</returns>
    public async Task<bool> AddAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var entity = await EntityAsync(campaign, cancellationToken);
        try
        {
            await table.AddEntityAsync(entity, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsThere())
        {
            return false;
        }
    }

    /// <summary>Changes a campaign if nobody has changed it since.</summary>
    /// <returns>False when it has changed: read again.</returns>
    public async Task<bool> UpdateAsync(CampaignRow row, Campaign after, CancellationToken cancellationToken)
    {
        if (row.Campaign is null) throw new InvalidOperationException("A changed campaign row is not written back.");
        var entity = await EntityAsync(after, cancellationToken);
        try
        {
            await table.UpdateEntityAsync(entity, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged())
        {
            return false;
        }
    }

    private async Task<TableEntity> EntityAsync(Campaign campaign, CancellationToken cancellationToken) => CampaignRow.ToEntity(
        await keys.RowSealAsync(cancellationToken), campaign, await CampaignRow.SealNameAsync(boxes, campaign, cancellationToken));
}

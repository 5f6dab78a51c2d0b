using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Roster;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <content>All of one number, for the patient's own copy.</content>
public sealed partial class RosterStore
{
    // A patient as such is no row among occasions: under that name stand the patients.
    private static readonly OccasionKind[] Kinds = [.. Enum.GetValues<OccasionKind>().Where(kind => kind != OccasionKind.Patient)];

    /// <summary>Every occasion that stands under a number; null in place of one that was changed. One query of each kind.</summary>
    public async Task<IReadOnlyList<Occasion?>> ReadOccasionsOfAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var occasions = new List<Occasion?>();
        var seal = await keys.RowSealAsync(cancellationToken);
        foreach (var kind in Kinds)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {OccasionRow.PartitionOf(kind)} and Conversation eq {id.Value}");
            await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
                occasions.Add((await OpenAsync(seal, kind, entity, cancellationToken)).Occasion);
        }

        return occasions;
    }

    /// <summary>
    /// Takes away what stands under a number. An occasion of somebody who has another number by now goes over to that one. Of
    /// somebody whose earlier number leads here, that earlier number keeps a mark by which nothing more is sent to it.
    /// </summary>
    public async Task RemoveAsync(ConversationId id, CancellationToken cancellationToken)
    {
        await MoveOnAsync(id, cancellationToken);
        await EndLeadsAsync(id, cancellationToken);
        await TableSweep.DeleteAsync(table, TableClient.CreateQueryFilter($"Conversation eq {id.Value}"), cancellationToken);
        var (from, until) = (RosterPatientRow.KeyOf(id, ""), RosterPatientRow.KeyOf(id, "~"));
        await TableSweep.DeleteAsync(table, TableRange.Filter(RosterPatientRow.Partition, from, until), cancellationToken);
    }

    private async Task MoveOnAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        foreach (var kind in Kinds)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {OccasionRow.PartitionOf(kind)} and Conversation eq {id.Value}");
            await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                if (OccasionRow.From(seal, kind, entity) is not { Occasion: { } occasion, Content: var content }) continue;
                var (followed, _) = await FollowAsync(occasion, cancellationToken);
                if (followed.Conversation == id) continue;
                var moved = OccasionRow.ToEntity(seal, followed, content, entity.TryBinary("Facts"));
                await TryAsync(() => table.UpdateEntityAsync(moved, entity.ETag, TableUpdateMode.Replace, cancellationToken));
            }
        }
    }

    private async Task EndLeadsAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var (after, end) = (RosterPatientRow.KeyOf(id, ""), RosterPatientRow.LeadsEnd);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {RosterPatientRow.Partition} and RowKey ge {RosterPatientRow.Leads} and RowKey lt {end} and Conversation eq {id.Value}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (entity.RowKey.StartsWith(after, StringComparison.Ordinal)) continue;
            if (entity.RowKey.Split('|') is not [_, var earlier, var patient] || !ConversationId.TryParse(earlier, out var from)) continue;
            var left = new RosterPatient { Id = "left", Conversation = from, PatientId = patient, IsLeft = true };
            await TryAsync(() => table.UpdateEntityAsync(
                RosterPatientRow.ToEntity(seal, entity.RowKey, left, ""), entity.ETag, TableUpdateMode.Replace, cancellationToken));
        }
    }
}

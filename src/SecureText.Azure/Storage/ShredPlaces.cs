using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Every place outside a conversation's own partition where something of it lies; <c>docs/archive.md</c> lists the same. Each
/// deletion is safe to repeat.
/// </summary>
public sealed class ShredPlaces(StorageClients storage, InboxIndex inbox, RosterStore roster, EmergencyStore emergencies)
{
    /// <summary>Deletes all of it.</summary>
    public async Task EmptyAsync(ConversationId id, CancellationToken cancellationToken)
    {
        // Files and long words: what soft delete keeps of them for some days is sealed under keys that are gone.
        await BlobsAsync(storage.Attachments, id, cancellationToken);
        await BlobsAsync(storage.LongTexts, id, cancellationToken);

        // Number, preview and names, sealed under keys that others share: deleting the rows is what takes them away.
        await inbox.RemoveAsync(id, cancellationToken);
        await roster.RemoveAsync(id, cancellationToken);
        await OfAsync(storage.Campaigns, id, cancellationToken);
        await OfAsync(storage.Portal, id, cancellationToken);
        await OfAsync(storage.Presence, id, cancellationToken);
        await MentionsAsync(id, cancellationToken);
        await emergencies.ForgetAsync(id, cancellationToken);
        await PromisesAsync(id, cancellationToken);
    }

    // Names no partition: a look at the whole table, for something that happens a few times a year.
    private static Task OfAsync(TableClient table, ConversationId id, CancellationToken cancellationToken) =>
        TableSweep.DeleteAsync(table, TableClient.CreateQueryFilter($"Conversation eq {id.Value}"), cancellationToken);

    private Task MentionsAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var (from, until) = ($"{id.Value}|", $"{id.Value}}}");
        return TableSweep.DeleteAsync(
            storage.Inbox,
            TableClient.CreateQueryFilter(
                $"PartitionKey ge {"mentions|"} and PartitionKey lt {"mentions}"} and RowKey ge {from} and RowKey lt {until}"),
            cancellationToken);
    }

    // All but those to come back for this very work.
    private Task PromisesAsync(ConversationId id, CancellationToken cancellationToken) => TableSweep.DeleteAsync(
        storage.Outbox,
        TableClient.CreateQueryFilter($"PartitionKey eq {"due"}"),
        cancellationToken,
        row => DueItem.TryParse(row.RowKey, out var item) && item is { Shreds: false, Campaign: null } && item.Conversation == id);

    private static async Task BlobsAsync(BlobContainerClient container, ConversationId id, CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(prefix: $"{id.Value}/", cancellationToken: cancellationToken))
            await container.DeleteBlobIfExistsAsync(blob.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
    }
}

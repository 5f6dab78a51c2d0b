using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SecureText.Audit;
using SecureText.Storage;

namespace SecureText.Evidence;

/// <summary>What the storage service says of containers, the log and the time.</summary>
public sealed class StorageLooks(StorageClients storage, TimeProvider time)
{
    /// <summary>Whether anybody may read one.</summary>
    public async Task<ContainerFacts> ContainersAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BlobContainerClient> all = [.. storage.Containers, storage.DeadLetters, storage.JournalContainer];
        var open = new List<string>();
        foreach (var container in all)
        {
            BlobContainerProperties properties = await container.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (properties.PublicAccess is not (null or PublicAccessType.None)) open.Add(container.Name);
        }

        return new ContainerFacts(all.Count, open);
    }

    /// <summary>The log's container, and what was written today.</summary>
    public async Task<JournalFacts> JournalAsync(CancellationToken cancellationToken)
    {
        var container = storage.JournalContainer;
        BlobContainerProperties properties = await container.GetPropertiesAsync(cancellationToken: cancellationToken);
        var (blobs, bytes) = (0, 0L);
        var today = JournalBlobName.PrefixOf(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        await foreach (var blob in container.GetBlobsAsync(prefix: today, cancellationToken: cancellationToken))
        {
            blobs++;
            bytes += blob.Properties.ContentLength ?? 0;
        }

        return new JournalFacts(properties.HasImmutabilityPolicy == true, properties.HasLegalHold == true, blobs, bytes);
    }

    /// <summary>The service's answers carry its own time. Half of the way there and back is taken off.</summary>
    public async Task<ClockFacts> ClockAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow();
        var answer = await storage.LongTexts.GetPropertiesAsync(cancellationToken: cancellationToken);
        var after = time.GetUtcNow();
        var theirs = answer.GetRawResponse().Headers.Date ?? throw new InvalidDataException("An answer without a date.");
        return new ClockFacts(before + ((after - before) / 2) - theirs);
    }

    /// <summary>What waits for a person.</summary>
    public async Task<WaitingFacts> WaitingAsync(CancellationToken cancellationToken) =>
        new(await storage.CountQuarantineAsync(cancellationToken), await StorageClients.CountAsync(storage.DeadLetters, cancellationToken));
}

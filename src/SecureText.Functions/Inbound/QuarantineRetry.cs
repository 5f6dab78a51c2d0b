using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using SecureText.Sealing;

namespace SecureText.Inbound;

/// <summary>
/// Tries events in quarantine again: after a correction of the line's number, or with a program that reads more. Nobody is
/// shown what stands in one.
/// </summary>
public sealed class QuarantineRetry(QuarantineContainer container, DataKeyCache keys, AcsEvents events, TimeProvider time)
{
    private const int MostShown = 100;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(20);

    /// <summary>Since when each waits and why; a hundred at most.</summary>
    public async Task<IReadOnlyList<QuarantineItem>> ReadAsync(CancellationToken cancellationToken)
    {
        var items = new List<QuarantineItem>();
        await foreach (var blob in container.Client.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (items.Count == MostShown) break;
            items.Add(new QuarantineItem(blob.Properties.CreatedOn, (await FindAsync(blob.Name, cancellationToken)).Event?.Problem));
        }

        return items;
    }

    /// <summary>Tries all, for twenty seconds at most; those that are stored now leave the quarantine.</summary>
    public async Task<QuarantineRun> TryAsync(CancellationToken cancellationToken)
    {
        int stored = 0, left = 0;
        var begun = time.GetTimestamp();
        await foreach (var blob in container.Client.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (time.GetElapsedTime(begun) > LongestRun) return new QuarantineRun(stored, left, More: true);
            if (await TryAsync(blob, cancellationToken)) stored++;
            else left++;
        }

        return new QuarantineRun(stored, left, More: false);
    }

    private async Task<bool> TryAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        if (await FindAsync(blob.Name, cancellationToken) is not ({ } kept, { } asRead)) return false;
        if (await OpenAsync(blob.Name, kept, cancellationToken) is not { } json) return false;

        // Stored first: a process that dies before the deletion finds it here again, which does no harm.
        if (!await events.TryAgainAsync(json, cancellationToken)) return false;
        await container.Client.GetBlobClient(blob.Name).DeleteIfExistsAsync(conditions: asRead, cancellationToken: cancellationToken);
        return true;
    }

    private async Task<(QuarantinedEvent? Event, BlobRequestConditions? AsRead)> FindAsync(string name, CancellationToken cancellationToken)
    {
        var content = (await container.Client.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value;
        try
        {
            return (content.Content.ToObjectFromJson<QuarantinedEvent>(), new BlobRequestConditions { IfMatch = content.Details.ETag });
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    // A blob that somebody has changed does not open, and stays for a person to look at.
    private async Task<string?> OpenAsync(string name, QuarantinedEvent kept, CancellationToken cancellationToken)
    {
        try
        {
            using var key = await keys.GetAsync(kept.DataKeyId, kept.KekId, kept.WrappedKey, cancellationToken);
            return Sealer.OpenText(key, Quarantine.ContextOf(name), kept.Box);
        }
        catch (Exception e) when (e is CryptographicException or SealBrokenException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>One event in quarantine.</summary>
/// <param name="Since">When it came.</param>
/// <param name="Problem">What is wrong with it, without content; null when the blob was changed.</param>
public sealed record QuarantineItem(DateTimeOffset? Since, string? Problem);

/// <summary>What a try brought.</summary>
/// <param name="Stored">Now in the inbox.</param>
/// <param name="Left">Still in quarantine.</param>
/// <param name="More">Whether there are some that were not tried yet.</param>
public sealed record QuarantineRun(int Stored, int Left, bool More);

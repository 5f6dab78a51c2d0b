using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SecureText.Audit;

namespace SecureText.Inbound;

/// <summary>
/// Takes in what Event Grid gave up on. It stands there in clear, the one thing of that kind: so each blob goes the way of a
/// delivery (sealed, stored, once) and is deleted as soon as all of it is stored. A process that dies in between takes it in
/// again, which changes nothing (P3).
/// </summary>
public sealed partial class DeadLetters(
    DeadLetterContainer container, AcsEvents events, IJournal journal, TimeProvider time, ILogger<DeadLetters> logger)
{
    // Of one run; what is more waits for the next. They come in the order of their names, so that those which cannot be taken
    // must not use up the room of those behind them.
    private const int MostTaken = 500;
    private const int MostWaiting = 5000;

    // An event has a megabyte at most, and few share a blob.
    private const long LongestBlob = 8 * 1024 * 1024;

    /// <summary>Takes in what is there. What cannot be stored now stays, and is told in the log.</summary>
    public async Task<(int Taken, int Waiting)> TakeAsync(CancellationToken cancellationToken)
    {
        int taken = 0, waiting = 0;
        await foreach (var blob in container.Client.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (taken == MostTaken || waiting == MostWaiting) break;
            try
            {
                if (await TakeAsync(blob, cancellationToken)) taken++;
                else waiting++;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                waiting++;
                LogFailure(e.GetType().Name, e);
            }
        }

        if (taken > 0) LogTaken(taken);
        if (waiting > 0) LogWaiting(waiting);
        return (taken, waiting);
    }

    private async Task<bool> TakeAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        if (blob.Properties.ContentLength is not <= LongestBlob) return false;
        var client = container.Client.GetBlobClient(blob.Name);
        var content = (await client.DownloadContentAsync(cancellationToken)).Value;
        var letters = DeadLetterReader.Read(content.Content);
        await events.HandleAsync(letters, cancellationToken);

        // The journal has what became of each; this ties it to the outage.
        await journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), "system", "event.redriven", [], "done", NameOf(blob), $"events:{letters.Count}"),
            cancellationToken);

        // Only what was read: one that was written anew meanwhile stays.
        var asRead = new BlobRequestConditions { IfMatch = content.Details.ETag };
        await client.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, asRead, cancellationToken);
        return true;
    }

    // Event Grid names it by subscription, hour and a random id; whoever else writes there could name it by anything.
    private static string NameOf(BlobItem blob) =>
        blob.Name.Split('/')[^1] is var last && Opaque.Fits(last) ? last : "unnamed";

    [LoggerMessage(1, LogLevel.Error, "A dead letter was not taken in ({Kind}); it is tried again.")]
    private partial void LogFailure(string kind, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "{Count} blobs of dead letters were taken in: Event Grid could not deliver them, for a day, or was refused.",
        EventName = "DeadLettersTaken")]
    private partial void LogTaken(int count);

    [LoggerMessage(3, LogLevel.Error,
        "{Count} blobs of dead letters wait: texts of patients that are not in the inbox. They are deleted after seven days.",
        EventName = "DeadLettersWaiting")]
    private partial void LogWaiting(int count);
}

/// <summary>The container into which Event Grid writes what it could not deliver.</summary>
public sealed record DeadLetterContainer(BlobContainerClient Client);

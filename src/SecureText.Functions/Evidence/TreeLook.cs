using System.Globalization;
using SecureText.Audit;
using SecureText.Storage;

namespace SecureText.Evidence;

/// <summary>What is known of the log as a whole.</summary>
public interface ILogLook
{
    /// <summary>The newest checkpoint and the last verification.</summary>
    Task<LogFacts> LookAsync(CancellationToken cancellationToken);
}

/// <summary>Finds the newest checkpoint by its name, <c>tree/checkpoint/yyyy/MM/dd/HHmmssfff-size</c>, of today or yesterday.</summary>
public sealed class TreeLook(StorageClients storage, TimeProvider time) : ILogLook
{
    private const string TimeForm = "yyyy/MM/dd/HHmmssfff";
    private const string Folder = "tree/checkpoint/";

    /// <inheritdoc />
    public async Task<LogFacts> LookAsync(CancellationToken cancellationToken)
    {
        var container = storage.Journal.GetBlobContainerClient(new JournalOptions().Container);
        var (at, size) = ((DateTimeOffset?)null, 0L);
        foreach (var day in new[] { time.GetUtcNow().AddDays(-1), time.GetUtcNow() })
        {
            var prefix = Folder + day.UtcDateTime.ToString("yyyy/MM/dd/", CultureInfo.InvariantCulture);
            await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            {
                if (Read(blob.Name) is { } found && (at is null || found.At >= at)) (at, size) = found;
            }
        }

        return new LogFacts(at, size, null, null);
    }

    private static (DateTimeOffset At, long Size)? Read(string name)
    {
        var parts = name[Folder.Length..].Split('-');
        return parts.Length == 2
            && DateTimeOffset.TryParseExact(
                parts[0], TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? (at, size)
                : null;
    }
}

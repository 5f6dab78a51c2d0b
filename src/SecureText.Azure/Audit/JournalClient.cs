using Azure.Core;
using Azure.Storage.Blobs;

namespace SecureText.Audit;

/// <summary>How the journal's blob client asks storage.</summary>
internal static class JournalClient
{
    /// <summary>
    /// Few and short tries, so that a caller is refused within <see cref="JournalOptions.CommitLimit"/> and time is left
    /// to find out whether a block has landed.
    /// </summary>
    public static BlobClientOptions Bound(BlobClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(2);
        return options;
    }
}

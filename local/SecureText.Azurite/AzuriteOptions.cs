namespace SecureText.Azurite;

/// <summary>How to run the storage emulator.</summary>
/// <param name="Location">Folder that keeps the data; <c>null</c> keeps it in memory and forgets it at the end.</param>
/// <param name="BlobPort">Port of the blob service on 127.0.0.1; 0 takes a free one.</param>
/// <param name="QueuePort">Port of the queue service; 0 takes a free one.</param>
/// <param name="TablePort">Port of the table service; 0 takes a free one.</param>
public sealed record AzuriteOptions(string? Location = null, int BlobPort = 0, int QueuePort = 0, int TablePort = 0)
{
    /// <summary>
    /// Further accounts, each as empty as a new deployment; for tests that must not see each other's rows.
    /// </summary>
    public int SpareAccounts { get; init; }

    /// <summary>Counts what it is asked, by its own access log; see <see cref="AzuriteServer.Requests"/>.</summary>
    public bool CountsRequests { get; init; }

    /// <summary>Told each step that may take long, as the first installation; never anything from the data.</summary>
    public Action<string>? Progress { get; init; }
}

using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace SecureText.Storage;

/// <summary>Where tables and blobs are. Either addresses (sign-in by Entra) or a connection string (one machine only).</summary>
public sealed record StorageOptions
{
    /// <summary>Table service, as <c>https://name.table.core.windows.net</c>.</summary>
    public Uri? TableServiceUri { get; init; }

    /// <summary>Blob service of the data.</summary>
    public Uri? BlobServiceUri { get; init; }

    /// <summary>Blob service of the journal: an account of its own in Azure, with the immutability policy.</summary>
    public Uri? JournalServiceUri { get; init; }

    /// <summary>Blob service of what Event Grid could not deliver: an account of its own in Azure.</summary>
    public Uri? DeadLetterServiceUri { get; init; }

    /// <summary>Account and key of Azurite. Refused in Azure.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Every fault with its setting and its mend; empty when the options are good.</summary>
    /// <param name="inAzure">Whether this process runs in Azure.</param>
    public IReadOnlyList<string> Validate(bool inAzure)
    {
        if (!string.IsNullOrWhiteSpace(ConnectionString))
        {
            return inAzure
                ? ["Storage:ConnectionString holds an account key, which is refused in Azure: set Storage:TableServiceUri, "
                    + "Storage:BlobServiceUri, Storage:JournalServiceUri and Storage:DeadLetterServiceUri and give the identity its roles."]
                : Connects(ConnectionString)
                    ? []
                    : ["Storage:ConnectionString is not one with table and blob addresses: copy it again."];
        }

        var faults = new List<string>();
        Check(TableServiceUri, nameof(TableServiceUri));
        Check(BlobServiceUri, nameof(BlobServiceUri));
        Check(JournalServiceUri, nameof(JournalServiceUri));
        Check(DeadLetterServiceUri, nameof(DeadLetterServiceUri));
        return faults;

        void Check(Uri? uri, string name)
        {
            if (uri is not { IsAbsoluteUri: true, Scheme: "https" })
                faults.Add($"Storage:{name} is not an https address: set it, or Storage:ConnectionString on one machine.");
        }
    }

    private static bool Connects(string connectionString)
    {
        try
        {
            return new TableServiceClient(connectionString).Uri is not null
                && new BlobServiceClient(connectionString).Uri is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Never shows the account key.</summary>
    public override string ToString() => $"StorageOptions {{ TableServiceUri = {TableServiceUri} }}";
}

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using SecureText.Audit;

namespace SecureText.Storage;

/// <summary>The clients of one deployment's storage, with retries that leave an event's thirty seconds room.</summary>
public sealed class StorageClients
{
    // One that every Azurite of the last years speaks; nothing newer is needed.
    private const BlobClientOptions.ServiceVersion BlobVersion = BlobClientOptions.ServiceVersion.V2021_12_02;
    private const int MostCounted = 1000;
    private readonly TableServiceClient tables;
    private readonly BlobServiceClient blobs;
    private readonly bool isOneMachine;

    /// <summary>Makes the clients for options that <see cref="StorageOptions.Validate"/> found good; asks nothing yet.</summary>
    /// <param name="options">Where the storage is.</param>
    /// <param name="credential">Who asks; needed with addresses.</param>
    /// <param name="transport">Replaces the network, for tests; null for the real one.</param>
    /// <param name="counter">A policy that sees each request, for tests and figures; null for none.</param>
    public StorageClients(
        StorageOptions options,
        TokenCredential? credential,
        HttpPipelineTransport? transport = null,
        HttpPipelinePolicy? counter = null)
    {
        var tableOptions = Bound(new TableClientOptions());
        var blobOptions = Bound(new BlobClientOptions(BlobVersion));
        if (options.ConnectionString is { Length: > 0 } connectionString)
        {
            isOneMachine = true;
            tables = new TableServiceClient(connectionString, tableOptions);
            blobs = new BlobServiceClient(connectionString, blobOptions);
            DeadLetters = Letters(blobs);
            Journal = new BlobServiceClient(connectionString, JournalClient.Bound(Bound(new BlobClientOptions(BlobVersion))));
        }
        else
        {
            tables = new TableServiceClient(options.TableServiceUri!, credential!, tableOptions);
            blobs = new BlobServiceClient(options.BlobServiceUri!, credential!, blobOptions);
            DeadLetters = Letters(new BlobServiceClient(options.DeadLetterServiceUri!, credential!, blobOptions));
            Journal = new BlobServiceClient(
                options.JournalServiceUri!, credential!, JournalClient.Bound(Bound(new BlobClientOptions(BlobVersion))));
        }

        static BlobContainerClient Letters(BlobServiceClient service) => service.GetBlobContainerClient("deadletters");

        T Bound<T>(T clientOptions) where T : ClientOptions
        {
            clientOptions.RetryPolicy = new PromptRetryPolicy();
            clientOptions.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);

            // Content is sealed, but requests carry opaque ids that need not stand in a log either.
            clientOptions.Diagnostics.IsLoggingEnabled = false;
            clientOptions.Diagnostics.IsLoggingContentEnabled = false;
            if (transport is not null)
            {
                clientOptions.Transport = transport;
                clientOptions.RetryPolicy = new RetryPolicy(maxRetries: 0);
            }

            if (counter is not null) clientOptions.AddPolicy(counter, HttpPipelinePosition.PerRetry);
            return clientOptions;
        }
    }

    /// <summary>Conversations, one partition each.</summary>
    public TableClient Conversations => tables.GetTableClient("Conversations");

    /// <summary>The inbox index.</summary>
    public TableClient Inbox => tables.GetTableClient("Inbox");

    /// <summary>Wrapped keys that belong to no conversation.</summary>
    public TableClient Keys => tables.GetTableClient("Keys");

    /// <summary>Promises to come back, and the slot ledger.</summary>
    public TableClient Outbox => tables.GetTableClient("Outbox");

    /// <summary>Staff, their sign-ins and what they have attested.</summary>
    public TableClient Staff => tables.GetTableClient("Staff");

    /// <summary>The clinic's settings, one row a version.</summary>
    public TableClient Settings => tables.GetTableClient("Settings");

    /// <summary>Links to the patient portal.</summary>
    public TableClient Portal => tables.GetTableClient("Portal");

    /// <summary>Campaigns and their journeys.</summary>
    public TableClient Campaigns => tables.GetTableClient("Campaigns");

    /// <summary>Who has which conversation open.</summary>
    public TableClient Presence => tables.GetTableClient("Presence");

    /// <summary>Patients and occasions that other systems know of, and files of them.</summary>
    public TableClient Roster => tables.GetTableClient("Roster");

    /// <summary>Words that are too long for a row.</summary>
    public BlobContainerClient LongTexts => blobs.GetBlobContainerClient("long-texts");

    /// <summary>What patients send behind the link.</summary>
    public BlobContainerClient Attachments => blobs.GetBlobContainerClient("attachments");

    /// <summary>Events that could not be stored as messages.</summary>
    public BlobContainerClient Quarantine => blobs.GetBlobContainerClient("quarantine");

    /// <summary>Files of patients and occasions, while they are read in, and what of them was refused.</summary>
    public BlobContainerClient Imports => blobs.GetBlobContainerClient("imports");

    /// <summary>Whether a setting holds the key of the account: on one machine only.</summary>
    public bool HoldsKey => isOneMachine;

    /// <summary>The addresses that are asked: tables, blobs, journal, dead letters.</summary>
    public IReadOnlyList<Uri> Addresses => [tables.Uri, blobs.Uri, Journal.Uri, DeadLetters.Uri];

    /// <summary>The containers that hold something of patients, beside the journal's.</summary>
    internal IReadOnlyList<BlobContainerClient> Containers => [LongTexts, Attachments, Quarantine, Imports];

    /// <summary>What Event Grid could not deliver, in clear: an account of its own in Azure.</summary>
    public BlobContainerClient DeadLetters { get; }

    /// <summary>The account of the journal.</summary>
    public BlobServiceClient Journal { get; }

    /// <summary>The container of the journal and of the signed log.</summary>
    public BlobContainerClient JournalContainer => Journal.GetBlobContainerClient(new JournalOptions().Container);

    private IReadOnlyList<TableClient> Tables =>
        [Conversations, Inbox, Keys, Outbox, Staff, Settings, Portal, Presence, Roster, Campaigns];

    /// <summary>Makes what is missing. In Azure all of it exists already.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var table in Tables) await table.CreateIfNotExistsAsync(cancellationToken);
        foreach (var container in Containers) await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        if (isOneMachine) await DeadLetters.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Asks each table and container a small question.</summary>
    /// <exception cref="RequestFailedException">One does not answer, or a table is missing.</exception>
    /// <exception cref="InvalidOperationException">A container is missing.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            // A query, not a row: of a missing table it says so, where the other says only that there is no such row.
            var page = table.QueryAsync<TableEntity>("PartitionKey eq 'probe'", 1, cancellationToken: cancellationToken);
            await foreach (var _ in page) break;
        }

        foreach (var container in Containers)
        {
            if (!await container.ExistsAsync(cancellationToken)) throw Missing(container);
        }
    }

    /// <summary>
    /// Asks the journal's account for its container. On one machine the container comes with the first entry, so there it
    /// is enough that the account answers.
    /// </summary>
    /// <exception cref="RequestFailedException">It does not answer.</exception>
    /// <exception cref="InvalidOperationException">The container is missing.</exception>
    public async Task ProbeJournalAsync(CancellationToken cancellationToken)
    {
        if (!await JournalContainer.ExistsAsync(cancellationToken) && !isOneMachine) throw Missing(JournalContainer);
    }

    /// <summary>How many events are in quarantine; counts no further than a thousand.</summary>
    public Task<int> CountQuarantineAsync(CancellationToken cancellationToken) => CountAsync(Quarantine, cancellationToken);

    /// <summary>How many blobs stand in a container; counts no further than a thousand. One request, but where the service ends a page early.</summary>
    internal static async Task<int> CountAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var page in container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(pageSizeHint: MostCounted))
        {
            count += page.Values.Count;
            if (count >= MostCounted) break;
        }

        return Math.Min(count, MostCounted);
    }

    private static InvalidOperationException Missing(BlobContainerClient container) =>
        new($"The container {container.Name} is missing.");
}

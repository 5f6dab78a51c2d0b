using System.Security.Cryptography;
using Azure.Core.Pipeline;
using SecureText.Azurite;
using SecureText.Sealing;

namespace SecureText.Storage;

[CollectionDefinition(Name)]
public sealed class InTableStorage : ICollectionFixture<TableStorageFixture>
{
    public const string Name = "table storage";
}

/// <summary>One Azurite for all storage tests; each test takes an account of its own.</summary>
public sealed class TableStorageFixture : IAsyncLifetime
{
    private const int Accounts = 200;
    private AzuriteServer server = null!;
    private int taken = -1;

    public async Task InitializeAsync() =>
        server = await AzuriteServer.StartAsync(new AzuriteOptions { SpareAccounts = Accounts });

    public async Task DisposeAsync() => await server.DisposeAsync();

    internal async Task<StorageProcess> StartAsync()
    {
        var number = Interlocked.Increment(ref taken);
        Assert.True(number < Accounts, "More tests than accounts: raise the number.");
        var process = new StorageProcess(server.SpareConnectionString(number));
        await process.Clients.EnsureAsync(CancellationToken.None);
        return process;
    }
}

/// <summary>The storage classes as one process of a deployment has them.</summary>
internal sealed class StorageProcess(string account, HttpPipelinePolicy? policy = null) : IDisposable
{
    private readonly RsaWrapper wrapper = new();
    private readonly SystemRandomSource random = new();

    public StorageClients Clients { get; } = new(new StorageOptions { ConnectionString = account }, null, counter: policy);

    public IndexKeys Keys => field ??= new IndexKeys(Clients.Keys, wrapper, random);

    public SealedTexts Texts => field ??= new SealedTexts(
        Clients.LongTexts,
        new WritingKeys(wrapper, random, TimeProvider.System),
        new DataKeyCache(wrapper, TimeProvider.System),
        random);

    public ConversationStore Conversations => field ??= new ConversationStore(Clients.Conversations, Texts, Keys);

    public StaffStore Staff => field ??= new StaffStore(Clients.Staff, BoxesOf("staff"), Keys);

    public SignInStore SignIns => field ??= new SignInStore(Clients.Staff, Keys);

    public RosterStore Roster => field ??= new RosterStore(Clients.Roster, BoxesOf("roster"), Keys);

    public CampaignMembers Members => field ??= new CampaignMembers(Clients.Campaigns, BoxesOf("campaigns"));

    public ScopeBoxes BoxesOf(string scope) => new(
        Clients.Keys, new WritingKeys(wrapper, random, TimeProvider.System),
        new DataKeyCache(wrapper, TimeProvider.System), random, scope);

    public StorageProcess Beside(HttpPipelinePolicy? policy = null) => new(account, policy);

    public async Task<ConversationId> IdAsync(string number) =>
        (await Keys.IndexAsync(CancellationToken.None)).For("main", number);

    public void Dispose() => Keys.Dispose();
}

/// <summary>A key-encryption key in memory, the same for every process.</summary>
internal sealed class RsaWrapper : IKeyWrapper
{
    private static readonly RSA Key = RSA.Create(2048);

    public string CurrentKeyId => "test/1";

    public byte[] Wrap(ReadOnlySpan<byte> dataKey) => Key.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256);

    public Task<byte[]> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken) =>
        Task.FromResult(Key.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256));
}

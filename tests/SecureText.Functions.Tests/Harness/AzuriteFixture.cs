using SecureText.Azurite;

namespace SecureText.Harness;

/// <summary>One Azurite for the whole suite; each test takes an account of its own, as empty as a new deployment.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 900;
    private AzuriteServer server = null!;
    private int taken = -1;

    public async Task InitializeAsync() =>
        server = await AzuriteServer.StartAsync(new AzuriteOptions { SpareAccounts = Accounts });

    public async Task DisposeAsync() => await server.DisposeAsync();

    public string NewAccount()
    {
        var number = Interlocked.Increment(ref taken);
        return number < Accounts
            ? server.SpareConnectionString(number)
            : throw new InvalidOperationException("More tests than accounts: raise the number.");
    }
}

[CollectionDefinition(Name)]
public sealed class OnAzurite : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "on Azurite";
}

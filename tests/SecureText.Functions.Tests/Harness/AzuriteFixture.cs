using SecureText.Azurite;

namespace SecureText.Harness;

/// <summary>
/// One Azurite for the whole suite, however many classes run beside each other; each test takes an account of its own, as
/// empty as a new deployment. It ends with the test process.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 1200;
    private static readonly Lazy<Task<AzuriteServer>> Shared =
        new(() => AzuriteServer.StartAsync(new AzuriteOptions { SpareAccounts = Accounts }));

    private static int taken = -1;
    private AzuriteServer server = null!;

    public async Task InitializeAsync() => server = await Shared.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    public string NewAccount()
    {
        var number = Interlocked.Increment(ref taken);
        return number < Accounts
            ? server.SpareConnectionString(number)
            : throw new InvalidOperationException("More tests than accounts: raise the number.");
    }
}

using Azure.Data.Tables;
using SecureText.Azurite;

namespace SecureText.Packages.Tests.Tables;

/// <summary>One storage emulator for all tests that join the collection.</summary>
[CollectionDefinition(Name)]
public sealed class InStorage : ICollectionFixture<StorageFixture>
{
    public const string Name = "storage";
}

/// <summary>The emulator and names that no other test uses.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private AzuriteServer? _server;
    private int _names;

    public string ConnectionString => _server!.ConnectionString;

    public string NextName() => $"table{Interlocked.Increment(ref _names)}";

    public async Task<TableClient> CreateTableAsync(TableClientOptions? options = null)
    {
        var table = new TableClient(ConnectionString, NextName(), options);
        await table.CreateAsync();
        return table;
    }

    public async Task InitializeAsync() => _server = await AzuriteServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace SecureText.Packages.Tests.Tables;

[Collection(InStorage.Name)]
public sealed class ServiceTests(StorageFixture storage)
{
    [Fact]
    public async Task Table_is_created_once_listed_and_deleted()
    {
        var service = new TableServiceClient(storage.ConnectionString);
        var name = storage.NextName();

        Assert.Equal(name, (await service.CreateTableIfNotExistsAsync(name)).Value.Name);
        Assert.Equal(name, (await service.CreateTableIfNotExistsAsync(name)).Value.Name);
        Assert.Equal(name, (await service.GetTableClient(name).CreateIfNotExistsAsync()).Value.Name);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name));
        Assert.Equal((409, "TableAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.Contains(name, await service.QueryAsync().Select(table => table.Name).ToListAsync());
        FormattableString filter = $"TableName eq {name}";
        Assert.Equal([name], await service.QueryAsync(filter).Select(table => table.Name).ToListAsync());
        var found = service.QueryAsync(table => table.Name == name);
        Assert.Equal([name], await found.Select(table => table.Name).ToListAsync());

        Assert.Equal(204, (await service.DeleteTableAsync(name)).Status);
        Assert.Equal(404, (await service.DeleteTableAsync(name)).Status);
        Assert.DoesNotContain(name, await service.QueryAsync().Select(table => table.Name).ToListAsync());
    }

    [Fact]
    public async Task Client_with_the_wrong_key_is_refused()
    {
        var right = new TableServiceClient(storage.ConnectionString);
        var wrong = new TableSharedKeyCredential(right.AccountName, Convert.ToBase64String(new byte[64]));
        var table = new TableServiceClient(right.Uri, wrong).GetTableClient(storage.NextName());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public async Task Client_by_endpoint_and_key_reaches_the_same_table()
    {
        var settings = storage.ConnectionString.Split(';');
        var key = settings.Single(setting => setting.StartsWith("AccountKey=", StringComparison.Ordinal));
        var first = await storage.CreateTableAsync();
        var service = new TableServiceClient(storage.ConnectionString);
        var credential = new TableSharedKeyCredential(service.AccountName, key["AccountKey=".Length..]);
        await first.AddEntityAsync(new TableEntity("p", "r"));

        var second = new TableClient(service.Uri, first.Name, credential);

        Assert.Equal(first.Uri, second.Uri);
        Assert.True((await second.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Token_credential_is_never_sent_in_clear()
    {
        var table = new TableClient(new Uri("http://127.0.0.1:9/account"), "name", new OneToken());

        await Assert.ThrowsAnyAsync<Exception>(() => table.AddEntityAsync(new TableEntity("p", "r")));
    }

    [Fact]
    public async Task Token_credential_is_asked_for_storage_and_sent_as_bearer()
    {
        var transport = new RecordingTransport();
        var credential = new OneToken();
        var options = new TableClientOptions { Transport = transport };
        var table = new TableClient(new Uri("https://account.table.core.windows.net"), "name", credential, options);

        await table.UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Equal("Bearer token", transport.Headers["Authorization"]);
        Assert.Equal("account", table.AccountName);
        Assert.StartsWith(
            "https://account.table.core.windows.net/name(PartitionKey='p',RowKey='r')",
            transport.Address,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_see_every_call_and_every_try()
    {
        var (calls, tries) = (new CountingPolicy(), new CountingPolicy());
        var options = new TableClientOptions();
        options.AddPolicy(calls, HttpPipelinePosition.PerCall);
        options.AddPolicy(tries, HttpPipelinePosition.PerRetry);
        var table = new TableServiceClient(storage.ConnectionString, options).GetTableClient(storage.NextName());

        await table.CreateIfNotExistsAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r"));
        await table.QueryAsync<TableEntity>().ToListAsync();
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "r"))]);

        Assert.Equal((4, 4), (calls.Requests, tries.Requests));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=a")]
    public void Connection_string_that_says_too_little_is_refused(string text) =>
        Assert.ThrowsAny<Exception>(() => new TableServiceClient(text));

    private sealed class OneToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}

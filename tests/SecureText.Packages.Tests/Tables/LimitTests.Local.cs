using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace SecureText.Packages.Tests.Tables;

/// <summary>
/// The service's limits, which the emulator keeps only in part: the stand-in answers as the service would. With the
/// package and the emulator together some of these would pass unrefused, so they run where the stand-in does.
/// </summary>
[Collection(InStorage.Name)]
public sealed class LimitTests(StorageFixture storage)
{
    private const int PropertyBytes = 64 * 1024;

    public static TheoryData<string, string> WrongProperties => new()
    {
        { "a-b", "PropertyNameInvalid" },
        { "1a", "PropertyNameInvalid" },
        { new string('a', 256), "PropertyNameTooLong" },
    };

    [Fact]
    public async Task Property_at_its_limit_is_stored_and_above_is_refused()
    {
        var table = await storage.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "text") { ["V"] = new string('x', PropertyBytes / 2) });
        await table.AddEntityAsync(new TableEntity("p", "bytes") { ["V"] = new byte[PropertyBytes] });

        await RefusedAsync(400, "PropertyValueTooLarge", () => table.UpsertEntityAsync(
            new TableEntity("p", "text") { ["V"] = new string('x', PropertyBytes / 2 + 1) }));
        await RefusedAsync(400, "PropertyValueTooLarge", () => table.UpsertEntityAsync(
            new TableEntity("p", "bytes") { ["V"] = new byte[PropertyBytes + 1] }));
    }

    [Fact]
    public async Task Entity_above_one_mebibyte_is_refused_and_below_is_stored()
    {
        var table = await storage.CreateTableAsync();
        await table.AddEntityAsync(Large("fits", 15));

        await RefusedAsync(400, "EntityTooLarge", () => table.AddEntityAsync(Large("large", 16)));
    }

    [Fact]
    public async Task Entity_with_more_than_252_own_properties_is_refused()
    {
        var table = await storage.CreateTableAsync();
        await table.AddEntityAsync(Wide("fits", 252));

        await RefusedAsync(400, "TooManyProperties", () => table.AddEntityAsync(Wide("wide", 253)));
    }

    [Theory]
    [MemberData(nameof(WrongProperties))]
    public async Task Property_with_a_wrong_name_is_refused(string name, string code)
    {
        var table = await storage.CreateTableAsync();

        await RefusedAsync(400, code, () => table.AddEntityAsync(new TableEntity("p", "r") { [name] = 1 }));
    }

    [Fact]
    public async Task Time_before_1601_is_refused()
    {
        var table = await storage.CreateTableAsync();

        await RefusedAsync(400, "OutOfRangeInput", () => table.AddEntityAsync(
            new TableEntity("p", "r") { ["V"] = DateTimeOffset.MinValue }));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public async Task Key_with_a_forbidden_character_is_refused_by_every_call(string key)
    {
        var table = await storage.CreateTableAsync();

        await RefusedAsync(400, "OutOfRangeInput", () => table.AddEntityAsync(new TableEntity("p", key)));
        await RefusedAsync(400, "OutOfRangeInput", () => table.AddEntityAsync(new TableEntity(key, "r")));
        await RefusedAsync(400, "InvalidInput", () => table.UpsertEntityAsync(new TableEntity("p", key)));
        await RefusedAsync(400, "InvalidInput", () => table.GetEntityAsync<TableEntity>("p", key));
        await RefusedAsync(400, "InvalidInput", () => table.GetEntityIfExistsAsync<TableEntity>(key, "r"));
        await RefusedAsync(400, "InvalidInput", () => table.DeleteEntityAsync("p", key));
    }

    [Fact]
    public async Task Key_above_one_kibibyte_is_refused()
    {
        var table = await storage.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", new string('k', 512)));

        await RefusedAsync(
            400, "KeyValueTooLarge", () => table.AddEntityAsync(new TableEntity("p", new string('k', 513))));
    }

    [Fact]
    public async Task Transaction_of_more_than_100_changes_is_refused()
    {
        var table = await storage.CreateTableAsync();

        var failure = await TransactionRefusedAsync(
            400, "InvalidInput", table, Enumerable.Range(0, 101).Select(index => Add("p", $"{index}")));

        Assert.Contains("exceeds the maximum 100 changes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_over_two_partitions_is_refused_at_the_second()
    {
        var table = await storage.CreateTableAsync();

        var failure = await TransactionRefusedAsync(
            400, "CommandsInBatchActOnDifferentPartitions", table, [Add("p", "a"), Add("p", "b"), Add("q", "c")]);

        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Empty(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task Transaction_with_a_row_twice_is_refused_at_the_second()
    {
        var table = await storage.CreateTableAsync();

        var failure = await TransactionRefusedAsync(
            400,
            "InvalidDuplicateRow",
            table,
            [Add("p", "a"), new(TableTransactionActionType.Delete, new TableEntity("p", "a"))]);

        Assert.Equal(1, failure.FailedTransactionActionIndex);
    }

    [Fact]
    public async Task Transaction_with_a_row_that_is_too_large_is_refused_without_an_index()
    {
        var table = await storage.CreateTableAsync();

        var failure = await TransactionRefusedAsync(
            400, "EntityTooLarge", table, [Add("p", "a"), new(TableTransactionActionType.Add, Large("b", 16))]);

        Assert.Null(failure.FailedTransactionActionIndex);
        Assert.Empty(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task Transaction_with_a_forbidden_key_is_refused_with_its_index()
    {
        var table = await storage.CreateTableAsync();

        var failure = await TransactionRefusedAsync(
            400,
            "InvalidInput",
            table,
            [Add("p", "a"), new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "b/"))]);

        Assert.Equal(1, failure.FailedTransactionActionIndex);
    }

    [Fact]
    public async Task Transaction_above_four_mebibytes_is_refused_as_a_request()
    {
        var table = await storage.CreateTableAsync();
        TableTransactionAction[] actions =
        [
            .. Enumerable.Range(0, 5).Select(index => new TableTransactionAction(
                TableTransactionActionType.Add, Large($"{index}", 15))),
        ];

        await RefusedAsync(413, "RequestBodyTooLarge", () => table.SubmitTransactionAsync(actions));
    }

    [Fact]
    public async Task Query_of_more_than_15_comparisons_or_1000_rows_a_page_is_refused()
    {
        var table = await storage.CreateTableAsync();

        Assert.Empty(await QueryAsync(Filter(15), 1000));
        await RefusedAsync(400, "InvalidInput", () => QueryAsync(Filter(16), 1000));
        await RefusedAsync(400, "InvalidInput", () => QueryAsync(Filter(1), 1001));

        Task<List<TableEntity>> QueryAsync(string filter, int maxPerPage) =>
            table.QueryAsync<TableEntity>(filter, maxPerPage).ToListAsync().AsTask();

        // A comparison's own words inside a value are not comparisons.
        static string Filter(int count) =>
            string.Join(" or ", Enumerable.Range(0, count).Select(index => $"RowKey eq 'eq {index} eq '''"));
    }

    [Fact]
    public async Task Refusal_is_seen_by_policies_once_and_is_not_tried_again()
    {
        var counter = new CountingPolicy();
        var options = new TableClientOptions();
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var table = new TableClient(storage.ConnectionString, storage.NextName(), options);

        await RefusedAsync(400, "InvalidInput", () => table.DeleteEntityAsync("p", "a/b"));

        Assert.Equal(1, counter.Requests);
    }

    private static async Task RefusedAsync(int status, string code, Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(act);
        Assert.Equal((status, code), (failure.Status, failure.ErrorCode));
    }

    private static async Task<TableTransactionFailedException> TransactionRefusedAsync(
        int status, string code, TableClient table, IEnumerable<TableTransactionAction> actions)
    {
        var failure =
            await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));
        Assert.Equal((status, code), (failure.Status, failure.ErrorCode));
        return failure;
    }

    private static TableTransactionAction Add(string partitionKey, string rowKey) =>
        new(TableTransactionActionType.Add, new TableEntity(partitionKey, rowKey));

    private static TableEntity Large(string rowKey, int properties)
    {
        var entity = new TableEntity("p", rowKey);
        foreach (var index in Enumerable.Range(0, properties))
            entity[$"V{index}"] = new byte[PropertyBytes];
        return entity;
    }

    private static TableEntity Wide(string rowKey, int properties)
    {
        var entity = new TableEntity("p", rowKey);
        foreach (var index in Enumerable.Range(0, properties))
            entity[$"V{index}"] = index;
        return entity;
    }
}

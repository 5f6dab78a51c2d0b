using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace SecureText.Packages.Tests.Tables;

[Collection(InStorage.Name)]
public sealed class TransactionTests(StorageFixture storage)
{
    [Fact]
    public async Task Transaction_of_all_kinds_is_applied_and_answered_in_order()
    {
        var table = await storage.CreateTableAsync();
        foreach (var row in (string[])["delete", "merge", "replace", "upmerge"])
            await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 });
        var etag = ((TableEntity)await table.GetEntityAsync<TableEntity>("p", "merge")).ETag;

        var answer = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("add")),
            new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
            new(TableTransactionActionType.UpdateMerge, Row("merge"), etag),
            new(TableTransactionActionType.UpdateReplace, Row("replace"), ETag.All),
            new(TableTransactionActionType.UpsertMerge, Row("upmerge")),
            new(TableTransactionActionType.UpsertReplace, Row("upreplace")),
        ]);

        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal([204, 204, 204, 204, 204, 204], answer.Value.Select(part => part.Status));
        var rows = await table.QueryAsync<TableEntity>().ToDictionaryAsync(row => row.RowKey);
        Assert.Equal(["add", "merge", "replace", "upmerge", "upreplace"], rows.Keys.Order());
        Assert.Equal((1, 2), (rows["merge"].GetInt32("Old"), rows["merge"].GetInt32("New")));
        Assert.Equal((null, 2), (rows["replace"].GetInt32("Old"), rows["replace"].GetInt32("New")));
        Assert.Equal((1, 2), (rows["upmerge"].GetInt32("Old"), rows["upmerge"].GetInt32("New")));
        Assert.Equal(rows["add"].ETag, answer.Value[0].Headers.ETag);
        Assert.Equal(rows["replace"].ETag, answer.Value[3].Headers.ETag);
    }

    [Fact]
    public async Task Transaction_with_an_existing_row_changes_nothing_and_names_it()
    {
        var table = await storage.CreateTableAsync();
        await table.AddEntityAsync(Row("there"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a")),
            new(TableTransactionActionType.Add, Row("there")),
            new(TableTransactionActionType.Add, Row("b")),
        ]));

        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Equal(["there"], await table.QueryAsync<TableEntity>().Select(row => row.RowKey).ToListAsync());
    }

    [Fact]
    public async Task Transaction_with_a_stale_etag_changes_nothing_and_names_it()
    {
        var table = await storage.CreateTableAsync();
        var stale = (await table.AddEntityAsync(Row("head"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(Row("head"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a")),
            new(TableTransactionActionType.Add, Row("b")),
            new(TableTransactionActionType.UpdateReplace, Row("head"), stale),
        ]));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));
        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Equal(["head"], await table.QueryAsync<TableEntity>().Select(row => row.RowKey).ToListAsync());
    }

    [Fact]
    public async Task Transaction_that_updates_or_deletes_a_missing_row_is_refused()
    {
        var table = await storage.CreateTableAsync();

        var update = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a")),
            new(TableTransactionActionType.UpdateMerge, Row("x"), ETag.All),
        ]));
        var delete = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, Row("a")), new(TableTransactionActionType.Delete, Row("x"))]));

        Assert.Equal((404, "ResourceNotFound"), (update.Status, update.ErrorCode));
        Assert.Equal((404, "ResourceNotFound"), (delete.Status, delete.ErrorCode));
        Assert.Empty(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task Transaction_of_a_hundred_rows_with_unusual_keys_and_text_is_applied()
    {
        var table = await storage.CreateTableAsync();
        TableTransactionAction[] actions =
        [
            .. Enumerable.Range(0, 100).Select(index => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity("it's a ☃", $"r'{index:000} %&+") { ["Text"] = $"--{index}\r\n--changeset\r\n\"☃\"" })),
        ];

        await table.SubmitTransactionAsync(actions);

        var rows = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"it's a ☃"}"))
            .ToListAsync();
        Assert.Equal(100, rows.Count);
        Assert.Equal("--7\r\n--changeset\r\n\"☃\"", rows[7].GetString("Text"));
        Assert.Equal("r'007 %&+", rows[7].RowKey);
    }

    [Fact]
    public async Task Transaction_that_is_null_or_empty_never_leaves()
    {
        var table = new TableClient(storage.ConnectionString, storage.NextName());

        await Assert.ThrowsAsync<ArgumentNullException>(() => table.SubmitTransactionAsync(null!));
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    [Fact]
    public async Task Transaction_on_a_missing_table_is_refused()
    {
        var table = new TableClient(storage.ConnectionString, storage.NextName());

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("a"))]));

        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Transaction_after_a_broken_connection_is_sent_again_with_the_same_bytes()
    {
        var flaky = new FlakyPolicy(failures: 2);
        var counter = new CountingPolicy();
        var options = new TableClientOptions
        {
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(1), Mode = RetryMode.Fixed },
        };
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        options.AddPolicy(flaky, HttpPipelinePosition.BeforeTransport);
        var name = (await storage.CreateTableAsync()).Name;
        var table = new TableClient(storage.ConnectionString, name, options);

        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, Row("a")), new(TableTransactionActionType.Add, Row("b"))]);

        Assert.Equal(3, counter.Requests);
        Assert.Equal(3, flaky.Bodies.Count);
        Assert.NotEmpty(flaky.Bodies[0]);
        Assert.All(flaky.Bodies, body => Assert.Equal(flaky.Bodies[0], body));
    }

    private static TableEntity Row(string rowKey) => new("p", rowKey) { ["New"] = 2 };
}

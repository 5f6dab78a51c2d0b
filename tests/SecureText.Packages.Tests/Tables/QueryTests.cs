using Azure;
using Azure.Data.Tables;

namespace SecureText.Packages.Tests.Tables;

[Collection(InStorage.Name)]
public sealed class QueryTests(StorageFixture storage)
{
    [Fact]
    public async Task Query_by_pages_gives_every_row_once_in_order()
    {
        var table = await FilledAsync(25);

        var pages = await table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages().ToListAsync();

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(
            Enumerable.Range(0, 25).Select(index => $"{index:000}"),
            pages.SelectMany(page => page.Values).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Query_from_a_continuation_token_goes_on_after_the_page()
    {
        var table = await FilledAsync(5);
        Page<TableEntity> first = await table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages().FirstAsync();

        var rest = await table.QueryAsync<TableEntity>().AsPages(first.ContinuationToken, 10).ToListAsync();

        Assert.Equal(["002", "003", "004"], rest.SelectMany(page => page.Values).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Query_with_a_filter_and_selection_gives_only_those()
    {
        var table = await FilledAsync(5);

        var rows = await table
            .QueryAsync<TableEntity>("PartitionKey eq 'p' and Number ge 3", select: ["RowKey", "Number"])
            .ToListAsync();

        Assert.Equal(["003", "004"], rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.False(row.ContainsKey("Name")));
    }

    [Fact]
    public async Task Query_with_a_predicate_gives_the_same_as_its_filter()
    {
        var table = await FilledAsync(5);
        var least = 2;

#pragma warning disable CA1309 // The client translates just this overload.
        var rows = await table
            .QueryAsync<TableEntity>(row =>
                row.PartitionKey == "p" && row.GetInt32("Number") > least && string.Compare(row.RowKey, "004") < 0)
            .ToListAsync();
#pragma warning restore CA1309

        Assert.Equal(["003"], rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task Query_that_the_service_cannot_read_is_refused()
    {
        var table = await FilledAsync(1);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await table.QueryAsync<TableEntity>("PartitionKey is 'p'").ToListAsync());

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public async Task Query_without_rows_is_empty()
    {
        var table = await FilledAsync(1);

        Assert.Empty(await table.QueryAsync<TableEntity>("RowKey eq 'none'").ToListAsync());
    }

    [Fact]
    public async Task Filter_from_values_that_need_escaping_finds_just_that_row()
    {
        var table = await storage.CreateTableAsync();
        var (name, at, big) = ("x' or RowKey ne '", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 1L << 40);
        await table.AddEntityAsync(new TableEntity("p", "a") { ["Name"] = name, ["At"] = at, ["Big"] = big });
        await table.AddEntityAsync(new TableEntity("p", "b") { ["Name"] = "y", ["At"] = at, ["Big"] = big });

        var filter = TableClient.CreateQueryFilter($"Name eq {name} and At le {at} and Big eq {big}");

        Assert.Equal(["a"], await table.QueryAsync<TableEntity>(filter).Select(row => row.RowKey).ToListAsync());
    }

    [Fact]
    public void Filter_of_each_type_is_the_literal_of_the_protocol()
    {
        var id = new Guid("11111111-2222-3333-4444-555555555555");
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

        Assert.Equal("A eq 'it''s'", TableClient.CreateQueryFilter($"A eq {"it's"}"));
        Assert.Equal("A eq 5L and B eq 5", TableClient.CreateQueryFilter($"A eq {5L} and B eq {5}"));
        Assert.Equal("A eq true", TableClient.CreateQueryFilter($"A eq {true}"));
        Assert.Equal($"A eq guid'{id}'", TableClient.CreateQueryFilter($"A eq {id}"));
        Assert.Equal("A eq datetime'2026-01-02T02:04:05Z'", TableClient.CreateQueryFilter($"A eq {at}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new Version(1, 0)}"));
    }

    private async Task<TableClient> FilledAsync(int rows)
    {
        var table = await storage.CreateTableAsync();
        foreach (var index in Enumerable.Range(0, rows))
        {
            await table.AddEntityAsync(
                new TableEntity("p", $"{index:000}") { ["Number"] = index, ["Name"] = $"n{index}" });
        }
        return table;
    }
}

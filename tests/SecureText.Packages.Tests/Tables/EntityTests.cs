using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace SecureText.Packages.Tests.Tables;

[Collection(InStorage.Name)]
public sealed class EntityTests(StorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, 123, TimeSpan.FromHours(-8));

    [Fact]
    public async Task Entity_added_with_every_type_reads_back_the_same()
    {
        var table = await storage.CreateTableAsync();
        var id = new Guid("11111111-2222-3333-4444-555555555555");
        var entity = new TableEntity("p", "r")
        {
            ["Text"] = "It's \"ok\" – ☃ 😀 \n",
            ["Empty"] = "",
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Double"] = 5.0,
            ["Small"] = 1e-7,
            ["True"] = true,
            ["Time"] = Noon,
            ["Guid"] = id,
            ["Bytes"] = new byte[] { 0, 1, 255 },
            ["Nothing"] = null,
        };
        await table.AddEntityAsync(entity);

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal("It's \"ok\" – ☃ 😀 \n", read.GetString("Text"));
        Assert.Equal("", read.GetString("Empty"));
        Assert.Equal(int.MinValue, read.GetInt32("Int"));
        Assert.Equal(long.MaxValue, read.GetInt64("Long"));
        Assert.Equal(5.0, read.GetDouble("Double"));
        Assert.Equal(1e-7, read.GetDouble("Small"));
        Assert.True(read.GetBoolean("True"));
        Assert.Equal(Noon, read.GetDateTimeOffset("Time"));
        Assert.Equal(Noon.UtcDateTime, read.GetDateTime("Time"));
        Assert.Equal(id, read.GetGuid("Guid"));
        Assert.Equal([0, 1, 255], read.GetBinary("Bytes"));
        Assert.Equal([0, 1, 255], read.GetBinaryData("Bytes").ToArray());
        Assert.False(read.ContainsKey("Nothing"));
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public async Task Entity_of_own_type_reads_back_the_same()
    {
        var table = await storage.CreateTableAsync();
        var visit = new Visit
        {
            PartitionKey = "p",
            RowKey = "r",
            Text = "x",
            Count = 3,
            Big = 1L << 40,
            Ratio = 0.5,
            Done = true,
            At = Noon,
            Day = Noon.UtcDateTime,
            Id = new Guid("11111111-2222-3333-4444-555555555555"),
            Raw = [1, 2],
            Data = BinaryData.FromBytes(new byte[] { 3 }),
            Kind = Kind.Second,
            Renamed = "other name",
            Left = "out",
        };
        await table.AddEntityAsync(visit);

        Visit read = await table.GetEntityAsync<Visit>("p", "r");
        TableEntity raw = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(("p", "r", "x", 3, 1L << 40), (read.PartitionKey, read.RowKey, read.Text, read.Count, read.Big));
        Assert.Equal((0.5, true, Noon, Noon.UtcDateTime), (read.Ratio, read.Done, read.At!.Value, read.Day));
        Assert.Equal(visit.Id, read.Id);
        Assert.Equal([1, 2], read.Raw);
        Assert.Equal([3], read.Data!.ToArray());
        Assert.Equal(Kind.Second, read.Kind);
        Assert.Null(read.Missing);
        Assert.Equal("other name", read.Renamed);
        Assert.Equal("other name", raw.GetString("short"));
        Assert.Equal("Second", raw.GetString("Kind"));
        Assert.Null(read.Left);
        Assert.NotNull(read.Timestamp);
        Assert.NotEqual(default, read.ETag);
    }

    [Theory]
    [InlineData("it's", "a''b")]
    [InlineData("sp ace", "%41+&=")]
    [InlineData("", "ünï☃")]
    [InlineData("a,b)", "(c;@:$!*'")]
    public async Task Entity_with_unusual_keys_is_found_changed_and_deleted(string partitionKey, string rowKey)
    {
        var table = await storage.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["V"] = 1 });
        await table.UpsertEntityAsync(new TableEntity(partitionKey, rowKey) { ["V"] = 2 });
        TableEntity read = await table.GetEntityAsync<TableEntity>(partitionKey, rowKey);
        Assert.Equal((partitionKey, rowKey, 2), (read.PartitionKey, read.RowKey, read.GetInt32("V")));

        Assert.Equal(204, (await table.DeleteEntityAsync(partitionKey, rowKey)).Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey)).HasValue);
    }

    [Fact]
    public async Task Add_of_existing_row_is_refused()
    {
        var table = await storage.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, failure.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists, failure.ErrorCode);
    }

    [Fact]
    public async Task Add_to_missing_table_is_refused()
    {
        var table = new TableClient(storage.ConnectionString, storage.NextName());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Get_of_missing_row_is_refused_or_has_no_value()
    {
        var table = await storage.CreateTableAsync();

        var failure =
            await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var perhaps = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));
        Assert.False(perhaps.HasValue);
        Assert.Equal(404, perhaps.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => perhaps.Value);
    }

    [Fact]
    public async Task Upsert_merge_keeps_what_it_does_not_name_and_replace_does_not()
    {
        var table = await storage.CreateTableAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 });
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 });
        TableEntity merged = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((1, 2), (merged.GetInt32("A"), merged.GetInt32("B")));

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, TableUpdateMode.Replace);
        TableEntity replaced = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((null, 3), (replaced.GetInt32("A"), replaced.GetInt32("B")));
    }

    [Fact]
    public async Task Update_with_stale_etag_is_refused_and_with_the_fresh_one_is_done()
    {
        var table = await storage.CreateTableAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 });
        var first = added.Headers.ETag!.Value;
        var second = await table.UpdateEntityAsync(new TableEntity("p", "r") { ["V"] = 2 }, first);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["V"] = 3 }, first, TableUpdateMode.Replace));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((2, second.Headers.ETag!.Value), (read.GetInt32("V")!.Value, read.ETag));
        await table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace);
    }

    [Fact]
    public async Task Update_of_missing_row_is_refused_and_without_etag_is_an_argument_error()
    {
        var table = await storage.CreateTableAsync();
        var entity = new TableEntity("p", "r");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(entity, ETag.All));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => table.UpdateEntityAsync(entity, default));

        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Delete_obeys_the_etag_and_does_not_mind_a_missing_row()
    {
        var table = await storage.CreateTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["V"] = 1 });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", first));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));

        Assert.Equal(204, (await table.DeleteEntityAsync(new TableEntity("p", "r"))).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task Entity_with_null_key_or_unknown_type_never_leaves()
    {
        var counter = new CountingPolicy();
        var options = new TableClientOptions();
        options.AddPolicy(counter, Azure.Core.HttpPipelinePosition.PerCall);
        var table = new TableClient(storage.ConnectionString, storage.NextName(), options);

        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync<TableEntity>(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity(null!, "r")));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.UpsertEntityAsync(new TableEntity("p", null!)));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = new Version(1, 0) }));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = new DateTime(2026, 1, 1) }));

        Assert.Equal(0, counter.Requests);
    }

    [Fact]
    public void Entity_getter_of_another_type_throws_and_of_a_missing_property_is_null()
    {
        var entity = new TableEntity("p", "r") { ["V"] = "text" };

        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("V"));
        Assert.Throws<InvalidOperationException>(() => entity["V"] = 1);
        Assert.Null(entity.GetInt64("Other"));
        Assert.Null(entity["Other"]);
    }

    private enum Kind
    {
        First,
        Second,
    }

    private sealed class Visit : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string? Text { get; init; }

        public int Count { get; set; }

        public long Big { get; set; }

        public double Ratio { get; set; }

        public bool Done { get; set; }

        public DateTimeOffset? At { get; set; }

        public DateTime Day { get; set; }

        public Guid Id { get; set; }

        public byte[]? Raw { get; set; }

        public BinaryData? Data { get; set; }

        public Kind Kind { get; set; }

        public int? Missing { get; set; }

        [DataMember(Name = "short")]
        public string? Renamed { get; set; }

        [IgnoreDataMember]
        public string? Left { get; set; }
    }
}

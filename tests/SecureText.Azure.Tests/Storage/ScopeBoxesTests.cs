using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class ScopeBoxesTests(TableStorageFixture storage)
{
    private static readonly SealContext Place = new("t", "p", "r", "f");

    [Fact]
    public async Task Box_whose_key_was_changed_does_not_open_until_the_row_is_put_right()
    {
        using var process = await storage.StartAsync();
        var box = await process.BoxesOf("some").SealAsync(Place, "Hello", CancellationToken.None);
        using var other = process.Beside();
        var boxes = other.BoxesOf("some");
        var table = process.Clients.Keys;
        var row = (await table.GetEntityAsync<TableEntity>("some", "K|" + Sealer.KeyIdOf(box))).Value;
        var right = row.GetBinary("Wrapped");
        foreach (var wrong in new object[] { "text", Array.Empty<byte>(), right.Reverse().ToArray() })
        {
            await WriteAsync(wrong);
            await Assert.ThrowsAsync<SealBrokenException>(() => boxes.OpenAsync(Place, box, CancellationToken.None));
        }

        await WriteAsync(right);
        Assert.Equal("Hello", await boxes.OpenAsync(Place, box, CancellationToken.None));

        Task WriteAsync(object wrapped) => table.UpsertEntityAsync(
            new TableEntity(row.PartitionKey, row.RowKey) { ["Kek"] = row["Kek"], ["Wrapped"] = wrapped }, TableUpdateMode.Replace);
    }
}

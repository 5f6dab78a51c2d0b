using System.Text;
using SecureText.Audit.Tree;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public class TileAttackTests
{
    private readonly MemoryLog log = SampleLog.Shared.Log.Copy();

    [Theory]
    [InlineData("tree/tile/0/000", 0, 0)]
    [InlineData("tree/tile/0/001", 32 * 5, 256 + 5)]
    [InlineData("tree/tile/0/002.p/88", 32 * 87, 599)]
    [InlineData("tree/tile/0/002.p/46", 0, 512)]
    [InlineData("tree/tile/1/000.p/2", 32, 256)]
    [InlineData("tree/tile/1/000.p/1", 0, 0)]
    public async Task Flipped_bit_in_a_tile_is_a_wrong_tile(string name, int at, long index)
    {
        log.Flip(name, at);
        await ExpectAsync(LogFaultKind.WrongTile, name, index);
    }

    [Theory]
    [InlineData("tree/tile/0/001", 31)]
    [InlineData("tree/tile/0/001", 8193)]
    [InlineData("tree/tile/0/001", 0)]
    [InlineData("tree/tile/0/001.p/52", 16)]
    [InlineData("tree/tile/1/000.p/2", 63)]
    public async Task Tile_of_another_length_is_a_wrong_tile_size(string name, int length)
    {
        log.Change(name, bytes => [.. bytes.Concat(new byte[1]).Take(length)]);
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((LogFaultKind.WrongTileSize, name), (fault.Kind, fault.Blob));
    }

    [Fact]
    public async Task Tile_of_many_megabytes_is_a_wrong_tile_size()
    {
        log.Blobs["tree/tile/0/001"] = new byte[20_000_000];
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((LogFaultKind.WrongTileSize, "tree/tile/0/001"), (fault.Kind, fault.Blob));
    }

    [Theory]
    [InlineData("tree/tile/0/000", 0)]
    [InlineData("tree/tile/0/002.p/88", 512)]
    [InlineData("tree/tile/1/000.p/2", 0)]
    public async Task Tile_that_was_deleted_is_a_missing_tile(string name, long index)
    {
        log.Blobs.Remove(name);
        await ExpectAsync(LogFaultKind.MissingTile, name, index);
    }

    [Theory]
    [InlineData("tree/tile/0/002.p/89")]
    [InlineData("tree/tile/0/003")]
    [InlineData("tree/tile/1/000")]
    [InlineData("tree/tile/2/000.p/1")]
    [InlineData("tree/tile/entries/900.p/1")]
    [InlineData("tree/tile/63/x999/999.p/255")]
    public async Task Tile_of_entries_that_the_log_does_not_have_is_a_wrong_tile(string name)
    {
        log.Blobs[name] = new byte[TilePath.TryParse(name, out var path) ? 32 * path.Width : 0];
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((LogFaultKind.WrongTile, name), (fault.Kind, fault.Blob));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(255)]
    [InlineData(308)]
    [InlineData(558)]
    public async Task Batch_with_a_flipped_digit_is_a_wrong_tile(long from)
    {
        var name = BatchOf(from);
        log.Change(name, bytes =>
        {
            var at = bytes.AsSpan().LastIndexOf("\"offset\":"u8) + "\"offset\":".Length;
            bytes[at] ^= 1;
            return bytes;
        });
        await ExpectAsync(LogFaultKind.WrongTile, name, from);
    }

    [Fact]
    public async Task Batch_that_gives_entries_another_order_is_a_wrong_tile()
    {
        var name = BatchOf(50);
        log.Lines(name, lines => (lines[2], lines[3]) = (lines[3], lines[2]));
        await ExpectAsync(LogFaultKind.WrongTile, name, 60);
    }

    [Fact]
    public async Task Batch_that_names_another_blob_is_a_wrong_tile()
    {
        var name = BatchOf(308);
        log.Change(name, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("cyd0-0001", "cyd0-0002", StringComparison.Ordinal)));
        log.Blobs["journal/2026/11/21/cyd0-0002.jsonl"] = [];
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Contains(fault.Kind, new[] { LogFaultKind.WrongTile, LogFaultKind.Added });
    }

    [Fact]
    public async Task Batch_that_is_no_batch_is_a_wrong_tile()
    {
        log.Blobs[BatchOf(308)] = "null\n"u8.ToArray();
        await ExpectAsync(LogFaultKind.WrongTile, BatchOf(308), 308);
    }

    [Fact]
    public async Task Batch_that_was_deleted_is_a_missing_tile()
    {
        log.Blobs.Remove(BatchOf(308));
        await ExpectAsync(LogFaultKind.MissingTile, BatchOf(308), 308);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(601)]
    public async Task Second_batch_for_the_same_entries_is_a_wrong_tile(long from)
    {
        log.Blobs[BatchOf(from)] = log.Blobs[BatchOf(308)];
        await ExpectAsync(LogFaultKind.WrongTile, BatchOf(from), from);
    }

    private static string BatchOf(long from) => LogBatch.NameOf(from);

    private async Task ExpectAsync(LogFaultKind kind, string blob, long index)
    {
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((kind, blob, index), (fault.Kind, fault.Blob, fault.Index));
    }
}

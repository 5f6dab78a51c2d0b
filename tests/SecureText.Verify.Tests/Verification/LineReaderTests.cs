using System.Text;
using SecureText.Audit.Tree;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Verification;

/// <summary>Lines read ahead in pieces are those of the blob, whatever the pieces cut.</summary>
public class LineReaderTests
{
    private const int Longest = ushort.MaxValue;

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(230, 3000)]
    [InlineData(16 * 1024 - 1, 20)]
    [InlineData(16 * 1024, 20)]
    [InlineData(Longest, 9)]
    [InlineData(Longest + 1, 9)]
    public async Task Lines_of_any_length_come_as_they_stand_with_their_own_hashes(int length, int count)
    {
        // Lengths a little below it, so that the pieces end everywhere within a line.
        var lines = Enumerable.Range(0, count).Select(i => Line(Math.Max(1, length - (i % 3)), i)).ToList();
        await using var reader = new LineReader(new MemoryStream([.. lines.SelectMany(line => line)]));
        foreach (var line in lines)
        {
            var read = await reader.NextAsync(CancellationToken.None);
            Assert.Equal(LineState.Line, read.State);
            Assert.True(read.Bytes.Span.SequenceEqual(line));
            Assert.Equal((TreeHash.Leaf(line), TreeHash.Plain(line)), (read.Leaf, read.Hash));
            Assert.Null(read.Fields);
        }

        Assert.Equal(LineState.End, (await reader.NextAsync(CancellationToken.None)).State);
        Assert.Equal(LineState.End, (await reader.NextAsync(CancellationToken.None)).State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public async Task Bytes_without_a_line_feed_at_the_end_are_cut(int before)
    {
        await using var reader = await AfterAsync(before, Encoding.ASCII.GetBytes("{\"v\":2"));
        var cut = await reader.NextAsync(CancellationToken.None);
        Assert.Equal((LineState.Cut, "{\"v\":2"), (cut.State, Encoding.ASCII.GetString(cut.Bytes.Span)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(500, true)]
    [InlineData(500, false)]
    public async Task Line_longer_than_a_line_can_be_is_read_no_further(int before, bool hasEnd)
    {
        var line = Line(Longest + 2, 1);
        if (!hasEnd) line[^1] = (byte)'x';
        await using var reader = await AfterAsync(before, [.. line, .. Line(50, 2)]);
        for (var again = 0; again < 2; again++)
        {
            var read = await reader.NextAsync(CancellationToken.None);
            Assert.Equal(LineState.TooLong, read.State);
            Assert.True(read.Bytes.Span.SequenceEqual(line.AsSpan(0, Longest + 1)));
        }
    }

    [Fact]
    public async Task Failure_to_read_comes_behind_the_lines_before_it()
    {
        var good = Enumerable.Range(0, 1000).SelectMany(i => Line(100, i)).ToArray();
        await using var reader = new LineReader(new Breaking(good));
        var lines = 0;
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while ((await reader.NextAsync(CancellationToken.None)).State == LineState.Line) lines++;
        });
        // All but those of the piece in which it broke.
        Assert.InRange(lines, 160, 1000);
    }

    [Fact]
    public async Task Blob_of_which_little_is_wanted_is_not_read_to_its_end()
    {
        var stream = new MemoryStream([.. Enumerable.Range(0, 100_000).SelectMany(i => Line(100, i))]);
        await using (var reader = new LineReader(stream)) await reader.NextAsync(CancellationToken.None);
        Assert.False(stream.CanRead);
        var whole = new MemoryStream([.. Enumerable.Range(0, 100_000).SelectMany(i => Line(100, i))]);
        await using var few = new LineReader(whole);
        for (var i = 0; i < 100; i++) await few.NextAsync(CancellationToken.None);
        Assert.InRange(whole.Position, 1, 64 * 1024);
    }

    private static async Task<LineReader> AfterAsync(int before, byte[] rest)
    {
        var reader = new LineReader(new MemoryStream([.. Enumerable.Range(0, before).SelectMany(i => Line(100, i)), .. rest]));
        for (var i = 0; i < before; i++) Assert.Equal(LineState.Line, (await reader.NextAsync(CancellationToken.None)).State);
        return reader;
    }

    private static byte[] Line(int length, int number)
    {
        var line = new byte[length];
        for (var i = 0; i < length; i++) line[i] = (byte)('a' + ((number + i) % 26));
        line[^1] = (byte)'\n';
        return line;
    }

    private sealed class Breaking(byte[] good) : MemoryStream(good)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("The disk is gone.") : base.ReadAsync(buffer, cancellationToken);
    }
}

using System.Text.Json;

namespace SecureText.Sealing;

/// <summary>Content sealed in chunks: what is moved, cut, lengthened, swapped or changed does not open.</summary>
public class ContentSealerTests
{
    private const int Chunk = 64;
    private const int Sealed = Chunk + 16;
    private static readonly SealContext Place = new("attachments", "conversation", "message", "content");

    private static DataKey NewKey(byte first = 0) =>
        DataKey.FromBytes("20261118-aaaaaaaaaaaaaaaa", [.. Enumerable.Range(first, 32).Select(n => (byte)n)]);

    private static int HeaderLength => 3 + "20261118-aaaaaaaaaaaaaaaa".Length + 64;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Known_answers_of_another_program_come_out_and_open(int number)
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("vectors/content_v1.json")!;
        var file = JsonSerializer.Deserialize<JsonElement>(stream);
        var test = file.GetProperty("cases")[number];
        var content = Convert.FromHexString(test.GetProperty("content").GetString()!);
        var expected = Convert.FromHexString(test.GetProperty("sealed").GetString()!);
        using var key = DataKey.FromBytes(
            file.GetProperty("keyId").GetString()!, Convert.FromHexString(file.GetProperty("key").GetString()!));
        var random = new FixedRandom(Convert.FromHexString(file.GetProperty("salt").GetString()!));
        Assert.Equal(expected, await SealAsync(key, content, random: random));
        Assert.Equal(content, await OpenAsync(key, expected));
        Assert.Equal(key.Id, ContentSealer.KeyIdOf(expected));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ContentSealer.ChunkLength - 1)]
    [InlineData(ContentSealer.ChunkLength)]
    [InlineData(ContentSealer.ChunkLength + 1)]
    [InlineData((3 * ContentSealer.ChunkLength) + 17)]
    public async Task Content_of_any_length_comes_back_also_from_a_stream_that_trickles(int length)
    {
        using var key = NewKey();
        var content = new byte[length];
        new CountingRandom().Fill(content);
        var box = await SealAsync(key, content, ContentSealer.ChunkLength, trickle: true);
        Assert.Equal(content, await OpenAsync(key, box, trickle: true));
    }

    [Fact]
    public async Task Chunks_that_change_places_do_not_open()
    {
        using var key = NewKey();
        var box = await SealAsync(key, new byte[Chunk * 3]);
        var swapped = box.ToArray();
        box.AsSpan(HeaderLength, Sealed).CopyTo(swapped.AsSpan(HeaderLength + Sealed));
        box.AsSpan(HeaderLength + Sealed, Sealed).CopyTo(swapped.AsSpan(HeaderLength));
        await BreaksAsync(key, swapped, SealBreak.Altered);
    }

    [Fact]
    public async Task Content_cut_at_any_byte_does_not_open()
    {
        using var key = NewKey();
        var box = await SealAsync(key, new byte[(Chunk * 2) + 10]);
        for (var length = 0; length < box.Length; length++)
        {
            var opened = await Record.ExceptionAsync(() => OpenAsync(key, box[..length]));
            Assert.True(opened is SealBrokenException, $"cut to {length}");
        }
    }

    [Fact]
    public async Task Last_chunk_taken_away_or_repeated_or_another_put_behind_it_does_not_open()
    {
        using var key = NewKey();
        var box = await SealAsync(key, new byte[Chunk * 2]);
        await BreaksAsync(key, box[..^Sealed], SealBreak.Altered);
        await BreaksAsync(key, [.. box, .. box[^Sealed..]], SealBreak.Altered);
        await BreaksAsync(key, [.. box, 0], SealBreak.Altered);
        await BreaksAsync(key, [.. box[..HeaderLength], .. box[^Sealed..]], SealBreak.Altered);
    }

    [Fact]
    public async Task Chunk_of_another_content_under_the_same_data_key_does_not_open()
    {
        using var key = NewKey();
        var random = new CountingRandom();
        var one = await SealAsync(key, new byte[Chunk * 2], random: random);
        var other = await SealAsync(key, new byte[Chunk * 2], random: random);
        other.AsSpan(HeaderLength, Sealed).CopyTo(one.AsSpan(HeaderLength));
        await BreaksAsync(key, one, SealBreak.Altered);
    }

    [Fact]
    public async Task Any_byte_changed_does_not_open()
    {
        using var key = NewKey();
        var box = await SealAsync(key, new byte[Chunk + 3]);
        for (var at = 0; at < box.Length; at++)
        {
            var changed = box.ToArray();
            changed[at] ^= 1;
            var opened = await Record.ExceptionAsync(() => OpenAsync(key, changed));
            Assert.True(opened is SealBrokenException, $"byte {at}");
        }
    }

    [Fact]
    public async Task Content_in_another_place_or_under_another_key_does_not_open()
    {
        using var key = NewKey();
        using var other = NewKey(1);
        var box = await SealAsync(key, new byte[10]);
        await BreaksAsync(other, box, SealBreak.WrongKey);
        foreach (var place in new[]
                 {
                     Place with { Table = "x" }, Place with { Partition = "x" }, Place with { Row = "x" }, Place with { Field = "x" },
                 })
        {
            var broken = await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(key, box, place: place));
            Assert.Equal(SealBreak.Altered, broken.Reason);
        }
    }

    [Fact]
    public async Task Box_of_a_value_is_no_content_and_content_is_no_box()
    {
        using var key = NewKey();
        var content = await SealAsync(key, new byte[10]);
        var value = Sealer.Seal(key, Place, new byte[10], new CountingRandom());
        await BreaksAsync(key, value, SealBreak.Malformed);
        Assert.Equal(SealBreak.Malformed, Assert.Throws<SealBrokenException>(() => Sealer.Open(key, Place, content)).Reason);
    }

    [Fact]
    public async Task Nothing_of_a_broken_chunk_comes_out()
    {
        using var key = NewKey();
        var box = await SealAsync(key, new byte[Chunk * 3]);
        box[HeaderLength + Sealed] ^= 1;
        var got = 0;
        await Assert.ThrowsAsync<SealBrokenException>(() => ContentSealer.OpenAsync(
            key, Place, new MemoryStream(box), (bytes, _) => Task.FromResult(got += bytes.Length), CancellationToken.None));
        Assert.Equal(Chunk, got);
    }

    private static async Task BreaksAsync(DataKey key, byte[] box, SealBreak reason) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(key, box))).Reason);

    private static async Task<byte[]> SealAsync(
        DataKey key, byte[] content, int chunk = Chunk, IRandomSource? random = null, bool trickle = false)
    {
        using var to = new MemoryStream();
        var length = await ContentSealer.SealAsync(
            key, Place, From(content, trickle), async (bytes, stop) => await to.WriteAsync(bytes, stop), random ?? new CountingRandom(),
            CancellationToken.None, chunk);
        Assert.Equal(content.Length, length);
        return to.ToArray();
    }

    private static async Task<byte[]> OpenAsync(DataKey key, byte[] box, bool trickle = false, SealContext? place = null)
    {
        using var to = new MemoryStream();
        await ContentSealer.OpenAsync(
            key, place ?? Place, From(box, trickle), async (bytes, stop) => await to.WriteAsync(bytes, stop), CancellationToken.None);
        return to.ToArray();
    }

    private static Stream From(byte[] bytes, bool trickle) => trickle ? new Trickle(bytes) : new MemoryStream(bytes);

    private sealed class FixedRandom(byte[] bytes) : IRandomSource
    {
        public void Fill(Span<byte> destination) => bytes.CopyTo(destination);
    }

    /// <summary>Gives what was asked for in uneven pieces, as a network does.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        private int piece = 1;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            piece = (piece * 7 % 50_021) + 1;
            return base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
        }
    }
}

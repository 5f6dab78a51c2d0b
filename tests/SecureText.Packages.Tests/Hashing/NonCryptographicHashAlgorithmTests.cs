using System.IO.Hashing;

namespace SecureText.Packages.Tests.Hashing;

public sealed class NonCryptographicHashAlgorithmTests
{
    private static readonly byte[] Source = [.. Enumerable.Range(0, 10_000).Select(index => (byte)index)];

    [Fact]
    public async Task Bytes_appended_in_any_way_give_the_same_hash()
    {
        var expected = Source.Aggregate(0, (sum, value) => (sum * 31 + value) % 65_521);
        var (whole, stream, late, parts) = (new Sum(), new Sum(), new Sum(), new Sum());
        whole.Append(Source);
        stream.Append(new MemoryStream(Source));
        await late.AppendAsync(new MemoryStream(Source));
        foreach (var part in Source.Chunk(7))
            parts.Append(part.AsSpan());

        Assert.All(
            (Sum[])[whole, stream, late, parts],
            sum => Assert.Equal(expected, BitConverter.ToInt32(sum.GetCurrentHash())));
    }

    [Fact]
    public void Hash_taken_with_reset_starts_again_and_without_goes_on()
    {
        var sum = new Sum();
        sum.Append([1]);
        Assert.Equal(sum.GetCurrentHash(), sum.GetCurrentHash());

        Assert.Equal([1, 0, 0, 0], sum.GetHashAndReset());
        Assert.Equal([0, 0, 0, 0], sum.GetCurrentHash());
    }

    [Fact]
    public void Hash_into_too_little_room_is_refused()
    {
        var sum = new Sum();

        Assert.Equal(4, sum.HashLengthInBytes);
        Assert.False(sum.TryGetCurrentHash(new byte[3], out var none));
        Assert.Equal(0, none);
        Assert.Throws<ArgumentException>(() => sum.GetCurrentHash(new byte[3]));
        Assert.True(sum.TryGetHashAndReset(new byte[9], out var written));
        Assert.Equal(4, written);
    }

    private sealed class Sum() : NonCryptographicHashAlgorithm(4)
    {
        private int _sum;

        public override void Append(ReadOnlySpan<byte> source)
        {
            foreach (var value in source)
                _sum = (_sum * 31 + value) % 65_521;
        }

        public override void Reset() => _sum = 0;

        protected override void GetCurrentHashCore(Span<byte> destination) =>
            BitConverter.TryWriteBytes(destination, _sum);
    }
}

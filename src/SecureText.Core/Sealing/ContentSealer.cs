using System.Buffers;
using System.Security.Cryptography;

namespace SecureText.Sealing;

/// <summary>
/// Seals content that is too large for one box, in chunks, and opens it again; holds one chunk at a time
/// (<see cref="ContentCipher"/>). What comes out of <see cref="OpenAsync"/> is genuine as far as it came, and whole only
/// when the call returns.
/// </summary>
public static class ContentSealer
{
    /// <summary>Bytes of content in a chunk.</summary>
    public const int ChunkLength = 256 * 1024;

    /// <summary>Seals <paramref name="content"/> to its end.</summary>
    /// <param name="key">The data key.</param>
    /// <param name="context">Where the sealed content will stand.</param>
    /// <param name="content">Read to the end.</param>
    /// <param name="write">Takes the sealed bytes, in pieces; the memory is used again after the call.</param>
    /// <param name="random">For the salt.</param>
    /// <param name="cancellationToken">Stops between two chunks.</param>
    /// <param name="chunkLength">A power of two; another than <see cref="ChunkLength"/> for tests only.</param>
    /// <returns>Bytes of content.</returns>
    public static async Task<long> SealAsync(
        DataKey key,
        SealContext context,
        Stream content,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> write,
        IRandomSource random,
        CancellationToken cancellationToken,
        int chunkLength = ChunkLength)
    {
        var (header, cipher) = ContentCipher.Begin(key, context, chunkLength, random);
        using var _ = cipher;
        await write(header.ToBytes(), cancellationToken);

        // One byte more than a chunk is read: only who has seen the end knows which chunk is the last.
        // From the pool: what is so large would be new memory from the system, and cleared, for each attachment.
        var plain = ArrayPool<byte>.Shared.Rent(chunkLength + 1);
        var box = ArrayPool<byte>.Shared.Rent(chunkLength + ContentCipher.TagLength);
        var (used, isDone) = (chunkLength + 1, false);
        try
        {
            var total = 0L;
            var held = 0;
            while (true)
            {
                held += await content.ReadAtLeastAsync(plain.AsMemory(held..(chunkLength + 1)), chunkLength + 1 - held, false, cancellationToken);
                var last = held <= chunkLength;
                var length = last ? held : chunkLength;
                cipher.Seal(plain.AsSpan(0, length), last, box);
                await write(box.AsMemory(0, length + ContentCipher.TagLength), cancellationToken);
                total += length;
                if (last)
                {
                    if (total < used) used = length;
                    isDone = true;
                    return total;
                }

                plain[0] = plain[chunkLength];
                held = 1;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain.AsSpan(0, used));
            if (isDone) Return(plain, box);
        }
    }

    /// <summary>Id of the data key that opens sealed content, from its first bytes.</summary>
    /// <exception cref="SealBrokenException"><see cref="SealBreak.Malformed"/>: not sealed content.</exception>
    public static string KeyIdOf(ReadOnlySpan<byte> beginning) => ContentHeader.Read(beginning).KeyId;

    /// <summary>Bytes that are enough for <see cref="KeyIdOf"/>.</summary>
    public static int LongestHeader => ContentHeader.LongestLength;

    /// <summary>Opens what <see cref="SealAsync"/> made with the same key for the same place.</summary>
    /// <param name="key">The data key.</param>
    /// <param name="context">Where the sealed content stands.</param>
    /// <param name="content">The sealed bytes, from their beginning.</param>
    /// <param name="write">Takes the content in pieces; the memory is used again after the call.</param>
    /// <param name="cancellationToken">Stops between two chunks.</param>
    /// <exception cref="SealBrokenException">It does not open from here on; says why and nothing of the content.</exception>
    public static async Task OpenAsync(
        DataKey key,
        SealContext context,
        Stream content,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        var beginning = new byte[LongestHeader];
        var held = await content.ReadAtLeastAsync(beginning, beginning.Length, false, cancellationToken);
        var header = ContentHeader.Read(beginning.AsSpan(0, held));
        using var cipher = ContentCipher.Resume(key, context, header);
        var rest = beginning.AsSpan(header.Length, held - header.Length).ToArray();
        var boxLength = header.ChunkLength + ContentCipher.TagLength;
        var box = ArrayPool<byte>.Shared.Rent(Math.Max(boxLength + 1, rest.Length));
        var plain = ArrayPool<byte>.Shared.Rent(header.ChunkLength);
        rest.CopyTo(box, 0);
        held = rest.Length;
        var (used, first, isDone) = (header.ChunkLength, true, false);
        try
        {
            while (true)
            {
                if (held <= boxLength)
                    held += await content.ReadAtLeastAsync(box.AsMemory(held), boxLength + 1 - held, false, cancellationToken);
                var last = held <= boxLength;
                var length = last ? held : boxLength;
                cipher.Open(box.AsSpan(0, length), last, plain);
                await write(plain.AsMemory(0, length - ContentCipher.TagLength), cancellationToken);
                if (last)
                {
                    if (first) used = length - ContentCipher.TagLength;
                    isDone = true;
                    return;
                }

                first = false;
                box.AsSpan(length, held - length).CopyTo(box);
                held -= length;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain.AsSpan(0, used));
            if (isDone) Return(plain, box);
        }
    }

    // Not after a failure: a read that was given up may still write into its memory.
    private static void Return(byte[] plain, byte[] box)
    {
        ArrayPool<byte>.Shared.Return(plain);
        ArrayPool<byte>.Shared.Return(box);
    }
}

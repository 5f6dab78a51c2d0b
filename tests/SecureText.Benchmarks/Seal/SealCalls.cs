using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using SecureText.Sealing;

namespace SecureText.Benchmarks.Seal;

/// <summary>What is measured, each beside the least that AES-256-GCM with a key of its own by HKDF-SHA256 can do.</summary>
[MemoryDiagnoser]
public class SealCalls
{
    private const int ShortLength = 160;
    private const int LongLength = 100 * 1024;
    private const int SaltLength = 32;

    private static readonly SealContext Place = new("messages", new string('c', 26), "m00000000000000000001", "text");
    private static readonly SystemRandomSource Random = new();

    private readonly byte[] keyBytes = RandomNumberGenerator.GetBytes(DataKey.Length);
    private readonly byte[] shortText = RandomNumberGenerator.GetBytes(ShortLength);
    private readonly byte[] longText = RandomNumberGenerator.GetBytes(LongLength);
    private readonly byte[] output = new byte[LongLength + 1024];
    private readonly byte[] associated = new byte[80];
    private readonly DataKey key;
    private readonly byte[] shortBox;
    private readonly byte[] shortRaw;
    private readonly byte[] longRaw;
    private readonly byte[] longBox;
    private int written;

    public SealCalls()
    {
        key = DataKey.FromBytes("20260101-benchmark", keyBytes);
        (shortBox, shortRaw, longRaw) = (SealShort(), RawSeal(shortText), RawSeal(longText));
        SealLong().GetAwaiter().GetResult();
        longBox = output[..written];
    }

    [Benchmark]
    public byte[] SealShort() => Sealer.Seal(key, Place, shortText, Random);

    [Benchmark]
    public byte[] SealShortRaw() => RawSeal(shortText);

    [Benchmark]
    public byte[] OpenShort() => Sealer.Open(key, Place, shortBox);

    [Benchmark]
    public byte[] OpenShortRaw() => RawOpen(shortRaw);

    /// <summary>As an attachment is sealed, which is what has such a length: chunk by chunk, from one stream into another.</summary>
    [Benchmark]
    public async Task<long> SealLong()
    {
        written = 0;
        using var content = new MemoryStream(longText, writable: false);
        return await ContentSealer.SealAsync(key, Place, content, TakeAsync, Random, CancellationToken.None);
    }

    [Benchmark]
    public byte[] SealLongRaw() => RawSeal(longText);

    [Benchmark]
    public async Task<int> OpenLong()
    {
        written = 0;
        using var content = new MemoryStream(longBox, writable: false);
        await ContentSealer.OpenAsync(key, Place, content, TakeAsync, CancellationToken.None);
        return written;
    }

    [Benchmark]
    public byte[] OpenLongRaw() => RawOpen(longRaw);

    private Task TakeAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        piece.CopyTo(output.AsMemory(written));
        written += piece.Length;
        return Task.CompletedTask;
    }

    // Salt, ciphertext, tag. The key is used once, so the nonce may be constant.
    private byte[] RawSeal(byte[] plain)
    {
        var box = new byte[SaltLength + plain.Length + 16];
        RandomNumberGenerator.Fill(box.AsSpan(0, SaltLength));
        using var aes = RawKey(box);
        aes.Encrypt(stackalloc byte[12], plain, box.AsSpan(SaltLength, plain.Length), box.AsSpan(SaltLength + plain.Length), associated);
        return box;
    }

    private byte[] RawOpen(byte[] box)
    {
        var plain = new byte[box.Length - SaltLength - 16];
        using var aes = RawKey(box);
        aes.Decrypt(stackalloc byte[12], box.AsSpan(SaltLength, plain.Length), box.AsSpan(SaltLength + plain.Length), plain, associated);
        return plain;
    }

    private AesGcm RawKey(byte[] box)
    {
        Span<byte> derived = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keyBytes, derived, box.AsSpan(0, SaltLength), "securetext/message/v1"u8);
        return new AesGcm(derived, 16);
    }
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace SecureText.Sealing;

/// <summary>
/// A 256-bit key under which values are sealed. Its bytes stay inside; they leave only wrapped. Whoever holds an
/// instance owns it and disposes it, which zeroes it.
/// </summary>
public sealed class DataKey : IDisposable
{
    /// <summary>Bytes in a data key.</summary>
    public const int Length = 32;

    /// <summary>Longest <see cref="Id"/>.</summary>
    public const int MaxIdLength = 64;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly Lock gate = new();

    // Pinned, so that the garbage collector cannot leave a copy behind that nobody zeroes.
    private readonly byte[] bytes = GC.AllocateArray<byte>(Length, pinned: true);
    private bool disposed;

    private DataKey(string id) => Id = id;

    /// <summary>Opaque and safe in a storage key: <c>yyyymmdd-</c> and 16 characters of base32.</summary>
    public string Id { get; }

    /// <summary>Makes a new key. The day tells an operator the age of a key; it says nothing about a person.</summary>
    public static DataKey Create(DateOnly day, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> name = stackalloc byte[10];
        random.Fill(name);
        var key = new DataKey($"{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-{Base32.Encode(name)}");
        random.Fill(key.bytes);
        return key;
    }

    /// <summary>Takes a copy of an unwrapped key.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes, or an id that <see cref="IsId"/> refuses.</exception>
    public static DataKey FromBytes(string id, ReadOnlySpan<byte> bytes)
    {
        if (!IsId(id)) throw new ArgumentException("Not a data key id.", nameof(id));
        if (bytes.Length != Length) throw new ArgumentException("A data key has 32 bytes.", nameof(bytes));
        var key = new DataKey(id);
        bytes.CopyTo(key.bytes);
        return key;
    }

    /// <summary>Whether a text could be the id of a data key: 1 to 64 of <c>a-z 0-9 -</c>.</summary>
    public static bool IsId(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxIdLength && !text.ContainsAnyExcept(IdCharacters);

    /// <summary>A second instance with a life of its own.</summary>
    public DataKey Copy()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return FromBytes(Id, bytes);
        }
    }

    /// <summary>Wraps the key under the wrapper's current key-encryption key. No I/O.</summary>
    public WrappedDataKey WrapWith(IKeyWrapper wrapper)
    {
        ArgumentNullException.ThrowIfNull(wrapper);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            while (true)
            {
                // The key-encryption key may rotate between the two calls; a row that named the wrong one never opens.
                var kekId = wrapper.CurrentKeyId;
                var wrapped = wrapper.Wrap(bytes);
                if (wrapper.CurrentKeyId == kekId) return new WrappedDataKey(Id, kekId, wrapped);
            }
        }
    }

    /// <summary>HKDF-SHA256 of this key into <paramref name="output"/>.</summary>
    internal void Derive(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, Span<byte> output)
    {
        // The lock keeps a concurrent Dispose from zeroing the key halfway: that would seal under a known key.
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, output, salt, label);
        }
    }

    /// <summary>The id only.</summary>
    public override string ToString() => Id;

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}

/// <summary>A data key as it is stored.</summary>
/// <param name="Id">Id of the data key.</param>
/// <param name="KekId">Identifier, with version, of the key-encryption key.</param>
/// <param name="Wrapped">RSA-OAEP-256 of the 32 bytes.</param>
public sealed record WrappedDataKey(string Id, string KekId, byte[] Wrapped);

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SecureText.Audit;

namespace SecureText.Sealing;

/// <summary>
/// Finds the conversation of a number without storing the number: HMAC-SHA256 under a secret index key. A plain hash
/// would not do, as all North American numbers can be tried in minutes.
/// </summary>
public sealed class BlindIndex : IDisposable
{
    /// <summary>Bytes in an index key.</summary>
    public const int KeyLength = 32;

    private readonly Lock gate = new();
    private readonly byte[] key = GC.AllocateArray<byte>(KeyLength, pinned: true);
    private bool disposed;

    /// <summary>Takes a copy of the key; the caller zeroes its own.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public BlindIndex(byte[] indexKey)
    {
        ArgumentNullException.ThrowIfNull(indexKey);
        if (indexKey.Length != KeyLength) throw new ArgumentException("An index key has 32 bytes.", nameof(indexKey));
        indexKey.CopyTo(key, 0);
    }

    private static ReadOnlySpan<byte> Label => "securetext/conversation/v1"u8;

    private static ReadOnlySpan<byte> StaffLabel => "securetext/staff/v1"u8;

    private static ReadOnlySpan<byte> RosterLabel => "securetext/roster/v1"u8;

    private static ReadOnlySpan<byte> AddressLabel => "securetext/address/v1"u8;

    /// <summary>The conversation of a line with a number.</summary>
    /// <param name="lineId">The clinic's line.</param>
    /// <param name="number">The patient's number in E.164; another way to write it is another conversation.</param>
    public ConversationId For(string lineId, string number)
    {
        ArgumentException.ThrowIfNullOrEmpty(lineId);
        ArgumentException.ThrowIfNullOrEmpty(number);
        return ConversationId.Parse(Base32.Encode(Mac(Label, lineId, number)));
    }

    /// <summary>Finds somebody on the staff by what is not stored in clear: 32 characters of base32.</summary>
    /// <param name="kind">What it is, as <c>email</c>: the same text of two kinds has two names.</param>
    /// <param name="value">The text, in one way to write it.</param>
    public string ForStaff(string kind, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return Base32.Encode(Mac(StaffLabel, kind, value));
    }

    /// <summary>Names what another system knows by an id of its own, as a patient or a visit: 32 characters of base32.</summary>
    /// <param name="kind">What it is, as <c>patient</c>: the same text of two kinds has two names.</param>
    /// <param name="value">The text, in one way to write it.</param>
    public string ForRoster(string kind, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return Base32.Encode(Mac(RosterLabel, kind, value));
    }

    /// <summary>Names an address in the journal: <c>addr:</c> and 32 characters of base32.</summary>
    public string ForAddress(ClientAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Opaque.SourcePrefix + Base32.Encode(Mac(AddressLabel, "address", address.Text));
    }

    private byte[] Mac(ReadOnlySpan<byte> label, string first, string second)
    {
        Span<byte> mac = stackalloc byte[SHA256.HashSizeInBytes];

        // The lock keeps a concurrent Dispose from zeroing the key halfway: that would give a wrong, guessable id.
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            AppendPart(hmac, label);
            AppendPart(hmac, Encoding.UTF8.GetBytes(first));
            AppendPart(hmac, Encoding.UTF8.GetBytes(second));
            hmac.GetHashAndReset(mac);
        }

        return mac[..20].ToArray();
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void AppendPart(IncrementalHash hmac, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hmac.AppendData(length);
        hmac.AppendData(part);
    }
}

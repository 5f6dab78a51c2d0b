using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace SecureText.Storage;

/// <summary>
/// Authenticates what stands in clear in a row (consent, status, flags, purpose): whoever can write to the table but has no
/// key cannot grant a consent, turn a text into another kind of text or move a row unnoticed (S9). It cannot show that a
/// whole row was put back to an older state of its own; the journal can.
/// </summary>
public sealed class RowSeal : IDisposable
{
    private const string Property = "Seal";

    // Changes without a new seal: it only moves the ETag.
    internal const string Touch = "Touched";

    private static readonly byte[] Label = "securetext/row/v1"u8.ToArray();
    private static readonly HashSet<string> Outside =
        new(StringComparer.Ordinal) { Property, Touch, "PartitionKey", "RowKey", "Timestamp" };

    private readonly Lock gate = new();
    private readonly byte[] key = GC.AllocateArray<byte>(HMACSHA256.HashSizeInBytes, pinned: true);
    private bool disposed;

    /// <summary>Derives the key for rows from the deployment's index key.</summary>
    public RowSeal(ReadOnlySpan<byte> indexKey)
    {
        HKDF.DeriveKey(HashAlgorithmName.SHA256, indexKey, key, salt: [], info: Label);
    }

    /// <summary>Adds the seal to a row about to be written.</summary>
    internal TableEntity Sign(TableEntity entity)
    {
        entity[Property] = Compute(entity);
        return entity;
    }

    /// <summary>True when the row is as this program wrote it, in the place where it wrote it.</summary>
    internal bool IsWhole(TableEntity entity) =>
        CryptographicOperations.FixedTimeEquals(entity.TryBinary(Property), Compute(entity));

    /// <summary>A keyed hash of words: shows whether two are the same, and nothing about them to who lacks the key.</summary>
    internal byte[] TagOf(string words)
    {
        var content = new ArrayBufferWriter<byte>();
        Append(content, "words");
        Append(content, words);
        return Hash(content);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // Gathered first and hashed at once: a page of the inbox asks this fifty times, and a hash that is fed word by word spends most of
    // its time on the way into the system's library and back.
    private byte[] Compute(TableEntity entity)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        Append(content, entity.PartitionKey);
        Append(content, entity.RowKey);
        foreach (var (name, value) in entity.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            // What the service adds to a row on the way out begins with "odata.", which no property of ours does.
            if (value is null || Outside.Contains(name) || name.StartsWith("odata.", StringComparison.Ordinal)) continue;
            Append(content, name);
            AppendValue(content, value);
        }

        return Hash(content);
    }

    private byte[] Hash(ArrayBufferWriter<byte> content)
    {
        // The lock keeps a concurrent Dispose from zeroing the key halfway: a row that is written then would count as changed, and
        // its consent as withdrawn.
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return HMACSHA256.HashData(key, content.WrittenSpan);
        }
    }

    // The type goes in with the value, so that no value reads as one of another type.
    private static void AppendValue(ArrayBufferWriter<byte> content, object value)
    {
        switch (value)
        {
            case string text:
                Append(content, "s" + text);
                break;
            case byte[] bytes:
                Append(content, "b" + Convert.ToBase64String(bytes));
                break;
            case BinaryData data:
                Append(content, "b" + Convert.ToBase64String(data.ToMemory().Span));
                break;
            case bool flag:
                Append(content, flag ? "t1" : "t0");
                break;
            case int or long:
                Append(content, "i" + Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                Append(content, "d" + time.UtcTicks.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                // No row of ours holds another type: a seal over one never comes from here.
                Append(content, "?" + value.GetType().Name);
                break;
        }
    }

    private static void Append(ArrayBufferWriter<byte> content, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var room = content.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
        content.Advance(sizeof(int) + length);
    }
}

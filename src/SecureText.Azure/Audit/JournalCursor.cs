using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SecureText.Audit;

/// <summary>
/// Where a search of the journal goes on: a day, and how much of each of its blobs is still to be read. Places, not times:
/// entries of one moment, or written in another order than they happened, are neither skipped nor read twice, and what is
/// appended behind a place does not move it.
/// </summary>
/// <param name="Day">The day to read.</param>
/// <param name="Left">
/// By <see cref="NameOf"/>, bytes from the beginning of each blob that is not read to its beginning; null when the day has
/// not been begun.
/// </param>
public sealed record JournalCursor(DateOnly Day, IReadOnlyDictionary<ulong, long>? Left)
{
    private const byte Version = 1;
    private const int HeadLength = 6;
    private const int EntryLength = 16;

    // As many blobs as one day may have here; a cursor of so many still fits a request's body.
    private const int MostBlobs = 2500;

    /// <summary>Opaque to who carries it; it opens nothing that its bearer may not read.</summary>
    public string Format()
    {
        var bytes = new byte[HeadLength + ((Left?.Count ?? 0) * EntryLength)];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), Day.DayNumber);
        bytes[5] = Left is null ? (byte)0 : (byte)1;
        var at = HeadLength;
        foreach (var (name, left) in Left ?? new Dictionary<ulong, long>())
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(at), name);
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(at + 8), left);
            at += EntryLength;
        }

        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="Format"/> writes.</summary>
    public static bool TryParse(string? text, out JournalCursor cursor)
    {
        cursor = null!;
        if (text is null || text.Length > MostBlobs * EntryLength * 4 / 3 || !Base64Url.IsValid(text)) return false;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < HeadLength || (bytes.Length - HeadLength) % EntryLength != 0 || bytes[0] != Version || bytes[5] > 1
            || (bytes[5] == 0 && bytes.Length > HeadLength)) return false;
        var day = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1));
        if (day < 0 || day > DateOnly.MaxValue.DayNumber) return false;
        var left = new Dictionary<ulong, long>();
        for (var at = HeadLength; at < bytes.Length; at += EntryLength)
        {
            var bytesLeft = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at + 8));
            if (bytesLeft <= 0 || !left.TryAdd(BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at)), bytesLeft)) return false;
        }

        cursor = new JournalCursor(DateOnly.FromDayNumber(day), bytes[5] == 0 ? null : left);
        return true;
    }

    /// <summary>A short name of a blob: eight bytes of a hash, by which two of a day are not the same.</summary>
    public static ulong NameOf(string blob) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(blob)));
}

using System.Buffers.Binary;

namespace SecureText.Audit.Tree;

/// <summary>
/// Entries one behind the other, each after its length as a big-endian uint16 (C2SP tlog-tiles, "Log entries"). An
/// entry is one journal line's bytes with its line feed.
/// </summary>
public static class EntryBundle
{
    private const int LengthBytes = 2;

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">Empty, or longer than 65,535 bytes.</exception>
    public static void Write(Stream bundle, ReadOnlySpan<byte> entry)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (entry.Length is 0 or > ushort.MaxValue)
            throw new ArgumentException("An entry has 1 to 65,535 bytes.", nameof(entry));
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
        bundle.Write(length);
        bundle.Write(entry);
    }

    /// <summary>The entries of a whole bundle; slices of its bytes.</summary>
    /// <exception cref="FormatException">It ends within an entry, holds an empty one, or more than 256.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>(TilePath.FullWidth);
        while (!bundle.IsEmpty)
        {
            if (bundle.Length < LengthBytes) throw new FormatException("The bundle ends within a length.");
            int length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (length == 0) throw new FormatException("The bundle holds an empty entry.");
            if (bundle.Length < LengthBytes + length) throw new FormatException("The bundle ends within an entry.");
            if (entries.Count == TilePath.FullWidth) throw new FormatException("The bundle holds more than 256 entries.");
            entries.Add(bundle.Slice(LengthBytes, length));
            bundle = bundle[(LengthBytes + length)..];
        }

        return entries;
    }
}

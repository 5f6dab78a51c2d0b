using System.Buffers.Binary;

namespace SecureText.Sending;

/// <summary>
/// What a carrier may still count of a line: the slots of the last minute, each with the latest time at which its text can have
/// reached the carrier. While a sender has it, that is as late as a slot is good for and the way; once the sender has told, the
/// time at which the carrier's answer came. A text fits when all that may have come since a minute before its slot, and it, are no
/// more than the rate: later slots are counted with earlier ones, so no minute holds more. Immutable.
/// </summary>
public sealed class LineMinute
{
    private const int EntryLength = 20;
    private static readonly long Minute = TimeSpan.FromMinutes(1).Ticks;

    // Texts of a fast line that stand closer share an entry, so that the row stays small.
    private static readonly long Together = TimeSpan.FromMilliseconds(100).Ticks;
    private static readonly long Late = (SlotLedger.GoodFor + SlotLedger.OnTheWay).Ticks;

    private readonly Entry[] entries;

    private LineMinute(Entry[] entries) => this.entries = entries;

    /// <summary>Of a line that nobody has used.</summary>
    public static LineMinute Empty { get; } = new([]);

    /// <summary>From <see cref="ToBytes"/>.</summary>
    /// <exception cref="InvalidDataException">No such bytes.</exception>
    public static LineMinute From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % EntryLength != 0) throw new InvalidDataException("The minute of a line is cut off.");
        var entries = new Entry[bytes.Length / EntryLength];
        for (var n = 0; n < entries.Length; n++)
        {
            var one = bytes.Slice(n * EntryLength, EntryLength);
            entries[n] = new Entry(
                BinaryPrimitives.ReadInt64LittleEndian(one), BinaryPrimitives.ReadUInt16LittleEndian(one[8..]),
                BinaryPrimitives.ReadUInt16LittleEndian(one[10..]), BinaryPrimitives.ReadInt64LittleEndian(one[12..]));
        }

        return new LineMinute(entries);
    }

    /// <summary>For the line's row: no more than 14 KB at any rate.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[entries.Length * EntryLength];
        for (var n = 0; n < entries.Length; n++)
        {
            var one = bytes.AsSpan(n * EntryLength, EntryLength);
            BinaryPrimitives.WriteInt64LittleEndian(one, entries[n].Slot);
            BinaryPrimitives.WriteUInt16LittleEndian(one[8..], entries[n].Parts);
            BinaryPrimitives.WriteUInt16LittleEndian(one[10..], entries[n].OnTheWay);
            BinaryPrimitives.WriteInt64LittleEndian(one[12..], entries[n].Told);
        }

        return bytes;
    }

    /// <summary>The first time, not before <paramref name="from"/>, at which so many parts fit.</summary>
    internal DateTimeOffset RoomFor(DateTimeOffset from, int parts, int rate)
    {
        var (slot, counted) = (from.UtcTicks, parts);
        foreach (var entry in entries)
        {
            if (entry.Latest > slot - Minute) counted += entry.Parts;
        }

        if (counted <= rate) return new DateTimeOffset(slot, TimeSpan.Zero);
        var first = (Entry[])entries.Clone();
        Array.Sort(first, (a, b) => a.Latest.CompareTo(b.Latest));
        foreach (var entry in first)
        {
            if (entry.Latest <= from.UtcTicks - Minute) continue;
            counted -= entry.Parts;
            slot = entry.Latest + Minute;
            if (counted <= rate) break;
        }

        return new DateTimeOffset(slot, TimeSpan.Zero);
    }

    /// <summary>With one more text, which nobody has told of; without what no later slot is counted with.</summary>
    internal LineMinute With(DateTimeOffset slot, int parts)
    {
        var at = slot.UtcTicks;
        var kept = entries.Where(entry => entry.Latest > at - Minute).ToList();
        if (kept.Count > 0 && kept[^1].IsWith(at))
            kept[^1] = kept[^1] with { Slot = at, Parts = (ushort)(kept[^1].Parts + parts), OnTheWay = (ushort)(kept[^1].OnTheWay + 1) };
        else
            kept.Add(new Entry(at, (ushort)parts, 1, 0));
        return new LineMinute([.. kept]);
    }

    internal LineMinute Arrived(DateTimeOffset slot, DateTimeOffset at)
    {
        var index = Array.FindIndex(entries, entry => entry.IsWith(slot.UtcTicks));
        if (index < 0 || entries[index].OnTheWay == 0) return this;
        var told = entries[index];
        var after = (Entry[])entries.Clone();
        after[index] = told with { OnTheWay = (ushort)(told.OnTheWay - 1), Told = Math.Max(told.Told, at.UtcTicks) };
        return new LineMinute(after);
    }

    /// <param name="Slot">The last of those that share the entry.</param>
    /// <param name="Parts">Of all of them.</param>
    /// <param name="OnTheWay">Texts that nobody has told of.</param>
    /// <param name="Told">The latest arrival that was told; 0 for none.</param>
    private readonly record struct Entry(long Slot, ushort Parts, ushort OnTheWay, long Told)
    {
        public long Latest => OnTheWay > 0 ? Math.Max(Slot + Late, Told) : Told;

        public bool IsWith(long slot) => Slot / Together == slot / Together;
    }
}

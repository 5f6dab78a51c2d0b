using System.Buffers.Text;

namespace SecureText.Audit;

/// <summary>
/// Reads a journal line in one pass, byte for byte as <see cref="JournalLine.Format"/> writes it. A general JSON reader would
/// take other spellings of the same values, so that each line had to be written again to see that it is the one form;
/// with logs of millions of lines that is most of a verifier's time.
/// </summary>
internal ref struct JournalLineReader(ReadOnlySpan<byte> line)
{
    private readonly int length = line.Length;
    private ReadOnlySpan<byte> rest = line;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalFields fields)
    {
        fields = default;
        // No line is as long: all its fields have a most. So each place in it is a ushort.
        if (bytes.Length > ushort.MaxValue) return false;
        var reader = new JournalLineReader(bytes);
        if (!reader.Skip("{\"v\":2,\"at\":\""u8)
            || !reader.Time(out var at)
            || !reader.Skip("\",\"writer\":"u8)
            || !reader.Text(Opaque.MaxShortLength, out var writer)
            || !reader.Skip(",\"seq\":"u8)
            || !reader.Number(out var seq)
            || !reader.Skip(",\"actor\":"u8)
            || !reader.Text(Opaque.MaxLength, out var actor)
            || !reader.Skip(",\"action\":"u8)
            || !reader.Text(Opaque.MaxShortLength, out var action)
            || !reader.Skip(",\"subjects\":["u8)
            || !reader.Texts(out var subjects)
            || !reader.Skip(",\"outcome\":"u8)
            || !reader.Text(Opaque.MaxShortLength, out var outcome)
            || !reader.Skip(",\"correlation\":"u8)
            || !reader.Text(Opaque.MaxLength, out var correlation)
            || !reader.Skip(",\"detail\":"u8)
            || !reader.TextOrNull(Opaque.MaxLength, out var detail)
            || !reader.Skip(",\"source\":"u8)
            || !reader.TextOrNull(Opaque.MaxLength, out var source)
            || (source.Length > 0 && !Opaque.IsSource(source.In(bytes)))
            || !reader.Skip(",\"emergency\":"u8)
            || !reader.TextOrNull(Opaque.MaxShortLength, out var emergency)
            || !reader.Skip(",\"prev\":"u8)
            || !reader.Text(Opaque.MaxLength, out var prev)
            || !reader.rest.SequenceEqual("}\n"u8))
            return false;
        fields = new JournalFields
        {
            At = at,
            Seq = seq,
            Writer = writer,
            Actor = actor,
            Action = action,
            Subjects = subjects,
            Outcome = outcome,
            Correlation = correlation,
            Detail = detail,
            Source = source,
            Emergency = emergency,
            Prev = prev,
        };
        return true;
    }

    private readonly int Place => length - rest.Length;

    private bool Skip(ReadOnlySpan<byte> text)
    {
        if (!rest.StartsWith(text)) return false;
        rest = rest[text.Length..];
        return true;
    }

    // No character that may stand in a field is ever escaped, so a field ends at the next quote.
    private bool Text(int longest, out JournalField text)
    {
        text = default;
        if (rest.Length < 2 || rest[0] != (byte)'"') return false;
        var found = rest[1..].IndexOfAnyExcept(Opaque.Bytes);
        if (found < 1 || found > longest || rest[1 + found] != (byte)'"') return false;
        text = new JournalField((ushort)(Place + 1), (ushort)found);
        rest = rest[(found + 2)..];
        return true;
    }

    private bool TextOrNull(int longest, out JournalField text)
    {
        text = default;
        return Skip("null"u8) || Text(longest, out text);
    }

    private bool Texts(out JournalField texts)
    {
        texts = default;
        if (Skip("]"u8)) return true;
        var (start, count) = (Place, 0);
        do
        {
            if (count++ == Opaque.MaxSubjects || !Text(Opaque.MaxShortLength, out _)) return false;
        }
        while (Skip(","u8));
        texts = new JournalField((ushort)start, (ushort)(Place - start));
        return Skip("]"u8);
    }

    private bool Number(out long number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var digits) || number < 1 || rest[0] is < (byte)'1' or > (byte)'9') return false;
        rest = rest[digits..];
        return true;
    }

    private bool Time(out DateTimeOffset at)
    {
        at = default;
        if (rest.Length < LineTime.Length || !LineTime.TryRead(rest[..LineTime.Length], out at)) return false;
        rest = rest[LineTime.Length..];
        return true;
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SecureText.Audit;

/// <summary>
/// Reads a journal line in one pass, byte for byte as <see cref="JournalLine.Format"/> writes it. A general JSON reader would
/// take other spellings of the same values, so that each line had to be written again to see that it is the one form;
/// with logs of millions of lines that is most of a verifier's time.
/// </summary>
internal ref struct JournalLineReader(ReadOnlySpan<byte> line)
{
    private const int TimeLength = 28;

    private ReadOnlySpan<byte> rest = line;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalLine line)
    {
        line = null!;
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
            || (source is not null && !Opaque.IsSource(source))
            || !reader.Skip(",\"emergency\":"u8)
            || !reader.TextOrNull(Opaque.MaxShortLength, out var emergency)
            || !reader.Skip(",\"prev\":"u8)
            || !reader.Text(Opaque.MaxLength, out var prev)
            || !reader.rest.SequenceEqual("}\n"u8))
            return false;
        line = new JournalLine(
            writer, seq, new AuditEntry(at, actor, action, subjects, outcome, correlation, detail, source, emergency), prev);
        return true;
    }

    private bool Skip(ReadOnlySpan<byte> text)
    {
        if (!rest.StartsWith(text)) return false;
        rest = rest[text.Length..];
        return true;
    }

    // No character that may stand in a field is ever escaped, so a field ends at the next quote.
    private bool Text(int longest, out string text)
    {
        text = string.Empty;
        if (rest.Length < 2 || rest[0] != (byte)'"') return false;
        var length = rest[1..].IndexOfAnyExcept(Opaque.Bytes);
        if (length < 1 || length > longest || rest[1 + length] != (byte)'"') return false;
        text = Encoding.ASCII.GetString(rest.Slice(1, length));
        rest = rest[(length + 2)..];
        return true;
    }

    private bool TextOrNull(int longest, out string? text)
    {
        text = null;
        if (Skip("null"u8)) return true;
        if (!Text(longest, out var found)) return false;
        text = found;
        return true;
    }

    private bool Texts(out IReadOnlyList<string> texts)
    {
        texts = [];
        if (Skip("]"u8)) return true;
        var found = new List<string>(1);
        do
        {
            if (found.Count == Opaque.MaxSubjects || !Text(Opaque.MaxShortLength, out var text)) return false;
            found.Add(text);
        }
        while (Skip(","u8));
        texts = found;
        return Skip("]"u8);
    }

    private bool Number(out long number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var length) || number < 1 || rest[0] is < (byte)'1' or > (byte)'9') return false;
        rest = rest[length..];
        return true;
    }

    private bool Time(out DateTimeOffset at)
    {
        at = default;
        Span<char> text = stackalloc char[TimeLength];
        if (rest.Length < TimeLength || Encoding.Latin1.GetChars(rest[..TimeLength], text) != TimeLength) return false;
        rest = rest[TimeLength..];
        return DateTimeOffset.TryParseExact(
            text,
            JournalLine.TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out at);
    }
}

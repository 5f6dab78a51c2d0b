namespace SecureText.Texting;

/// <summary>How long a text is on the air, and in how many parts it travels.</summary>
/// <param name="Encoding">GSM-7 when every character is in its tables, else UCS-2.</param>
/// <param name="Units">Septets or UTF-16 units in all.</param>
/// <param name="Parts">At least 1; each part is paid for and counts for the pace.</param>
public readonly record struct SegmentCount(SmsEncoding Encoding, int Units, int Parts)
{
    /// <summary>
    /// Counts: "GSM-7: 160 characters in one part, 153 in each of several; UCS-2: 70 and 67; toll-free several-part 152
    /// and 66" (docs: sms-faq). An escape pair or a surrogate pair is never split, so a part may stay one unit short.
    /// </summary>
    public static SegmentCount Of(MessageText text, LineKind line)
    {
        var value = text.Value;
        var encoding = value.All(c => Gsm7.Septets(c) > 0) ? SmsEncoding.Gsm7 : SmsEncoding.Ucs2;
        var (single, several) = (encoding, line) switch
        {
            (SmsEncoding.Gsm7, LineKind.TollFree) => (160, 152),
            (SmsEncoding.Gsm7, _) => (160, 153),
            (_, LineKind.TollFree) => (70, 66),
            _ => (70, 67),
        };

        var (units, parts, room) = (0, 1, several);
        for (var i = 0; i < value.Length; i++)
        {
            var width = Width(value, ref i, encoding);
            units += width;
            if (width > room) (parts, room) = (parts + 1, several);
            room -= width;
        }

        return new SegmentCount(encoding, units, units <= single ? 1 : parts);
    }

    private static int Width(string value, ref int i, SmsEncoding encoding)
    {
        if (encoding == SmsEncoding.Gsm7) return Gsm7.Septets(value[i]);
        if (!char.IsSurrogatePair(value, i)) return 1;
        i++;
        return 2;
    }
}

using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class ByteMutation
{
    /// <summary>Text as bytes, mostly as UTF-8 and as it is; else in another encoding or damaged.</summary>
    internal static byte[] Encode(string text, Dice dice)
    {
        if (!dice.Percent(18)) return Encoding.UTF8.GetBytes(text);
        return dice.Below(8) switch
        {
            0 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            1 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            2 => Encoding.BigEndianUnicode.GetBytes(text),
            3 => Encoding.Latin1.GetBytes(text + "é"),
            4 => [.. Encoding.UTF8.GetBytes(text), .. Encoding.UTF8.GetBytes(text)],
            5 => [.. Encoding.UTF8.GetBytes(new string(' ', dice.Pick([10, 60_000]))), .. Encoding.UTF8.GetBytes(text)],
            6 => Encoding.UTF8.GetBytes("/* c */" + text + ",//x"),
            _ => Damage(Encoding.UTF8.GetBytes(text), dice),
        };
    }

    /// <summary>Flips, cuts, repeats or puts in.</summary>
    internal static byte[] Damage(byte[] bytes, Dice dice)
    {
        if (bytes.Length == 0) return dice.Bytes(8);
        var at = dice.Below(bytes.Length);
        var to = Math.Min(bytes.Length, at + 1 + dice.Below(64));
        switch (dice.Below(8))
        {
            case 0:
                var flipped = bytes.ToArray();
                for (var i = 0; i < 1 + dice.Below(4); i++) flipped[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
                return flipped;
            case 1:
                return bytes[..at];
            case 2:
                return [.. bytes[..at], .. bytes[to..]];
            case 3:
                return [.. bytes[..to], .. bytes[at..]];
            case 4:
                return [.. bytes[..at], 0, .. bytes[at..]];
            case 5:
                return [.. bytes[..at], 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xFF, .. bytes[at..]];
            case 6:
                return [.. bytes[..at], .. dice.Bytes(16), .. bytes[to..]];
            default:
                return [.. bytes[at..], .. bytes[..at]];
        }
    }
}

using System.Buffers.Text;
using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>Where a list goes on, as nobody has given it.</summary>
internal static class Cursors
{
    private static readonly string[] Beginnings = ["", "open|", "O|", "closed|", "unanswered|", "urgent|", "a", "1|", "2026/11/22|", "0000000000000000000|"];

    internal static string Make(Dice dice)
    {
        var text = dice.Pick(Beginnings) + Odd.Text(dice);
        return dice.Below(4) switch
        {
            0 => text.Length > 3000 ? text[..3000] : text,
            1 => Base64Url.EncodeToString(dice.Bytes(dice.Below(64))),
            _ => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text.Length > 300 ? text[..300] : text)),
        };
    }
}

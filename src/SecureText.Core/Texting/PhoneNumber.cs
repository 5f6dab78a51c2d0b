using System.Diagnostics.CodeAnalysis;

namespace SecureText.Texting;

/// <summary>
/// A North American number in E.164 form, <c>+1</c> and ten digits; the area code and the exchange start with 2 to 9.
/// Its text is personal: <see cref="ToString"/> does not show it, <see cref="E164"/> does.
/// </summary>
public readonly record struct PhoneNumber
{
    private readonly string? value;

    private PhoneNumber(string value) => this.value = value;

    /// <summary>The number as <c>+1NXXNXXXXXX</c>.</summary>
    public string E164 => value ?? throw new InvalidOperationException("An empty phone number.");

    /// <summary>Reads the ways in which people and carriers write a number; refuses all else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PhoneNumber number)
    {
        number = default;
        if (text is null || text.Length > 32) return false;
        Span<char> digits = stackalloc char[11];
        var count = 0;
        var seenPlus = false;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count == digits.Length) return false;
                digits[count++] = c;
            }
            else if (c == '+' && count == 0 && !seenPlus) seenPlus = true;
            else if (c is not (' ' or '-' or '.' or '(' or ')' or '\u00A0')) return false;
        }

        var national = (count, seenPlus) switch
        {
            (11, _) when digits[0] == '1' => digits[1..11],
            (10, false) => digits[..10],
            _ => default,
        };
        if (national.IsEmpty || national[0] < '2' || national[3] < '2') return false;
        number = new PhoneNumber(string.Concat("+1", national));
        return true;
    }

    /// <summary>Reads a number that must be good, as one from the settings.</summary>
    /// <exception cref="FormatException">It is not a North American number. The text is not repeated.</exception>
    public static PhoneNumber Parse(string? text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not a North American phone number.");

    /// <summary>Never shows the number.</summary>
    public override string ToString() => "(number)";
}

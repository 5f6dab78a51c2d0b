using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SecureText.Texting;

/// <summary>
/// A North American number in E.164 form, <c>+1</c> and ten digits; the area code and the exchange start with 2 to 9.
/// Its text is personal: <see cref="ToString"/> does not show it, <see cref="E164"/> does.
/// </summary>
public readonly partial record struct PhoneNumber
{
    private const int Longest = 32;

    private readonly string? value;

    private PhoneNumber(string value) => this.value = value;

    /// <summary>The number as <c>+1NXXNXXXXXX</c>.</summary>
    public string E164 => value ?? throw new InvalidOperationException("An empty phone number.");

    /// <summary>
    /// Reads the ways in which people and carriers write a number; refuses all else: an extension, a letter, another
    /// country, a sign before or after it (spaces around it are forgiven).
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PhoneNumber number)
    {
        number = default;
        if (text is null || text.Length > Longest) return false;
        var match = Written().Match(text);
        if (!match.Success) return false;
        number = new PhoneNumber(
            string.Concat("+1", match.Groups["area"].Value, match.Groups["exchange"].Value, match.Groups["line"].Value));
        return true;
    }

    /// <summary>Reads a number that must be good, as one from the settings.</summary>
    /// <exception cref="FormatException">It is not a North American number. The text is not repeated.</exception>
    public static PhoneNumber Parse(string? text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not a North American phone number.");

    /// <summary>Never shows the number.</summary>
    public override string ToString() => "(number)";

    // [0-9], not \d: \d also takes the digits of other scripts, and two spellings of a number would be two patients.
    [GeneratedRegex(
        """
        \A[ \u00A0]*
        (?: \+?1 [ .\-\u00A0]{0,3} )?
        (?: \((?<area>[2-9][0-9]{2})\) | (?<area>[2-9][0-9]{2}) ) [ .\-\u00A0]{0,3}
        (?<exchange>[2-9][0-9]{2}) [ .\-\u00A0]{0,3}
        (?<line>[0-9]{4})
        [ \u00A0]*\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}

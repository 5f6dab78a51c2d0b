using System.Diagnostics.CodeAnalysis;

namespace SecureText.Texting;

/// <summary>
/// Names one of the clinic's lines in settings, keys and logs, so that its number need not stand there: 1 to 16 of
/// <c>a-z 0-9 -</c>, as <c>main</c>.
/// </summary>
public readonly record struct LineId
{
    private const int Longest = 16;

    private readonly string? value;

    private LineId(string value) => this.value = value;

    /// <summary>The id as written in the settings.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty line id.");

    /// <summary>Reads an id; refuses all that is not 1 to 16 of <c>a-z 0-9 -</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LineId id)
    {
        id = default;
        if (text is null || text.Length is 0 or > Longest) return false;
        if (text.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')) return false;
        id = new LineId(text);
        return true;
    }

    /// <summary>Reads an id that must be good, as one from the settings.</summary>
    /// <exception cref="FormatException">It is not 1 to 16 of <c>a-z 0-9 -</c>.</exception>
    public static LineId Parse(string? text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A line id is 1 to 16 of a-z, 0-9 and '-'.");

    /// <summary>The id; it is not personal.</summary>
    public override string ToString() => value ?? "(no line)";
}

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureText.Staff;

/// <summary>How colleagues know somebody: 1 to 80 characters. Personal.</summary>
public static class PersonName
{
    private const int Longest = 80;

    /// <summary>Takes blanks off both ends. Half a character is none: it has no bytes to seal.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? name)
    {
        name = text?.Trim();
        return name is { Length: > 0 and <= Longest }
            && !name.Any(char.IsControl)
            && !name.EnumerateRunes().Contains(Rune.ReplacementChar);
    }
}

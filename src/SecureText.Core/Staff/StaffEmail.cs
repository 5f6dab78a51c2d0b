using System.Diagnostics.CodeAnalysis;

namespace SecureText.Staff;

/// <summary>
/// The address under which somebody on the staff signs in, in lower case. Personal: sealed where it is stored, found by a
/// keyed hash, and not shown by <see cref="ToString"/>.
/// </summary>
public sealed record StaffEmail
{
    private const int Longest = 254;

    private StaffEmail(string value) => Value = value;

    /// <summary>The address.</summary>
    public string Value { get; }

    /// <summary>Reads an address; blanks around it and its case do not matter.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StaffEmail? email)
    {
        email = null;
        if (text?.Trim() is not { Length: > 2 and <= Longest } trimmed) return false;
        var at = trimmed.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at == trimmed.Length - 1 || at != trimmed.LastIndexOf('@')) return false;

        // Letters that look like others could make two people one, or one two.
        if (trimmed.Any(c => c is <= ' ' or > '~')) return false;
        email = new StaffEmail(trimmed.ToLowerInvariant());
        return true;
    }

    /// <summary>Shows nothing.</summary>
    public override string ToString() => "an e-mail address";
}

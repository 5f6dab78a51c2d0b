using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace SecureText.Sending;

/// <summary>A state, the District or a territory, by its two capital letters.</summary>
public readonly record struct UsState
{
    private static readonly FrozenSet<string> Known = (
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
        + "RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly string? code;

    private UsState(string code) => this.code = code;

    /// <summary>Two capital letters.</summary>
    public string Code => code ?? throw new InvalidOperationException("An empty state.");

    /// <summary>Reads two letters in either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UsState state)
    {
        state = default;
        var upper = text?.ToUpperInvariant();
        if (upper is null || !Known.Contains(upper)) return false;
        state = new UsState(upper);
        return true;
    }

    /// <summary>Reads a state that must be good.</summary>
    /// <exception cref="FormatException">Not the two letters of a state.</exception>
    public static UsState Parse(string? text) =>
        TryParse(text, out var state) ? state : throw new FormatException("Not the two letters of a US state.");

    /// <summary>The two letters.</summary>
    public override string ToString() => code ?? "(no state)";
}

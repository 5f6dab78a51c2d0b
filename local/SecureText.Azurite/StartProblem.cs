using System.Text.RegularExpressions;

namespace SecureText.Azurite;

/// <summary>Turns what Azurite wrote before it gave up into one line with the mend.</summary>
internal static partial class StartProblem
{
    internal static string Explain(string errors)
    {
        var taken = TakenPort().Match(errors);
        if (taken.Success) return $"Port {taken.Groups[1].Value} is taken: stop what uses it, or choose another port.";
        var first = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(line => line.Contains("rror", StringComparison.Ordinal));
        return $"Azurite did not start: {first ?? "it gave no reason"}";
    }

    [GeneratedRegex(@"EADDRINUSE[^\n]*:(\d+)")]
    private static partial Regex TakenPort();
}

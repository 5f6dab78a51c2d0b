namespace SecureText.Verify;

/// <summary>What the program touches besides files and network.</summary>
/// <param name="Out">The report.</param>
/// <param name="Error">Progress and complaints.</param>
/// <param name="IsTerminal">Whether <paramref name="Error"/> is watched by a person.</param>
/// <param name="Variable">Environment.</param>
/// <param name="Time">Clock.</param>
internal sealed record Surroundings(
    TextWriter Out, TextWriter Error, bool IsTerminal, Func<string, string?> Variable, TimeProvider Time);

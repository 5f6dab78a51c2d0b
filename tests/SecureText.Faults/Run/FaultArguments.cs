using System.Globalization;
using System.Security.Cryptography;
using SecureText.Azurite;

namespace SecureText.Faults.Run;

/// <summary>The command line: a run's name and what is asked of it.</summary>
internal sealed record FaultArguments(string Name, FaultOptions Options)
{
    internal static string Usage { get; } =
        $"Say what to break: {string.Join(", ", FaultRuns.All.Keys)} [--seed <number>] [--points <number>] [--short]";

    /// <summary>Without a seed a new one is drawn, without points the run's own number (0) is meant.</summary>
    /// <exception cref="LocalToolException">A word is not known or has a wrong value.</exception>
    internal static FaultArguments Parse(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || !FaultRuns.All.ContainsKey(words[0])) throw new LocalToolException(Usage);
        var options = new FaultOptions((ulong)RandomNumberGenerator.GetInt32(int.MaxValue), 0, false);
        for (var i = 1; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "--seed" => options with { Seed = Number(words, ref i) },
                "--points" => options with { Points = checked((int)Number(words, ref i)) },
                "--only" => options with { Only = checked((int)Number(words, ref i)) },
                "--short" => options with { Short = true },
                _ => throw new LocalToolException(Usage),
            };
        }

        return new FaultArguments(words[0], options);
    }

    private static ulong Number(IReadOnlyList<string> words, ref int i) =>
        i + 1 < words.Count && ulong.TryParse(words[++i], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new LocalToolException(Usage);
}

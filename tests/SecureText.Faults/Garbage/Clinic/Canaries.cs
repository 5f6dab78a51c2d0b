using System.Globalization;
using System.Text.RegularExpressions;
using SecureText.Canary;

namespace SecureText.Faults.Garbage;

/// <summary>What every mutant carries where it has room: one word for the run, and behind it the mutant's number.</summary>
internal sealed partial class Canaries(ulong seed)
{
    /// <summary>Numbers of the made-up patients.</summary>
    internal static IReadOnlyList<string> Numbers { get; } = ["+12065550161", "+12065550162", "+12065550163"];

    internal const string BirthDate = "1951-07-19";

    /// <summary>With a space in it, so that no identifier is one: what has the form of an id may be logged.</summary>
    internal string Word { get; } = string.Create(CultureInfo.InvariantCulture, $"Quill marrow{seed % 10_000:D4}");

    internal string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"{Word}x{number}z");

    /// <summary>The marks in a text.</summary>
    internal IEnumerable<string> In(string text) =>
        Marked().Matches(text).Select(match => match.Value).Where(mark => mark.StartsWith(Word, StringComparison.Ordinal));

    /// <summary>Looks for all that is personal.</summary>
    internal CanaryScanner Scanner() => new(
        [new("word of a mutant", Word), new("date of birth", BirthDate), .. Numbers.SelectMany(number => PlantedCanary.OfNumber("number", number))]);

    /// <summary>Looks for what a caller has sent, in the answer to him.</summary>
    internal CanaryScanner Echo() => new([new("word of a mutant", Word)]);

    [GeneratedRegex(@"Quill marrow\d{4}x-?\d+z", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}

using System.Text.RegularExpressions;
using SecureText.Azurite;

namespace SecureText.Faults.Garbage;

/// <summary>Words that a refusal may be named by: those that stand as a whole in the program. What a caller has sent is not among them.</summary>
internal static partial class KnownCodes
{
    private static readonly Lazy<HashSet<string>> Words = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Find(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Literal().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value),
    ]);

    internal static bool Has(string code) => Words.Value.Contains(code);

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}

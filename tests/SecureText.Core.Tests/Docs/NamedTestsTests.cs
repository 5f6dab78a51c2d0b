using System.Text.RegularExpressions;

namespace SecureText.Docs;

/// <summary>A threat or a safeguard whose test is gone has no answer any more; its page must not go on naming it.</summary>
public sealed partial class NamedTestsTests
{
    internal static string Root { get; } = FindRoot();

    [Theory]
    [InlineData("docs/threat-model.md")]
    [InlineData("docs/safeguards.md")]
    [InlineData("docs/architecture.md")]
    public void Page_that_names_tests_names_tests_that_are_there(string page)
    {
        var known = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet(StringComparer.Ordinal);

        var missing = Named().Matches(File.ReadAllText(Path.Combine(Root, page)))
            .Select(match => match.Groups[1].Value)
            .Distinct(StringComparer.Ordinal)
            .Where(name => !known.Contains(name));

        Assert.Empty(missing);
    }

    [GeneratedRegex("`([A-Z][A-Za-z]+Tests)`")]
    private static partial Regex Named();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SecureText.Functions.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

using System.Text.RegularExpressions;

namespace SecureText.Docs;

/// <summary>A page that leads nowhere is read by somebody who is in a hurry.</summary>
public sealed partial class LinksTests
{
    [Fact]
    public void Pages_lead_to_files_that_are_there()
    {
        var root = NamedTestsTests.Root;
        var pages = Directory.EnumerateFiles(root, "*.md").Concat(
            Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories));

        var broken = pages.SelectMany(page => Target().Matches(File.ReadAllText(page))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, to)))
            .Select(to => $"{Path.GetFileName(page)} -> {to}"));

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Target();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>What docs/deploy.md says of itself.</summary>
public sealed partial class DeployPageTests
{
    private static readonly string Page = Repository.Read("docs/deploy.md");

    [Fact]
    public void Costs_add_up()
    {
        var rows = Cost().Matches(Page).Select(row => Enumerable.Range(1, 3)
            .Select(column => decimal.Parse(row.Groups[column].Value, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.True(rows.Count > 10);
        Assert.All(Enumerable.Range(0, 3), column => Assert.Equal(rows[^1][column], rows.SkipLast(1).Sum(row => row[column])));
    }

    [Fact]
    public void Page_names_every_setting_that_the_template_asks_azd_for_and_every_hook()
    {
        var asked = Asked().Matches(Repository.Read("infra/main.parameters.json")).Select(match => match.Groups[1].Value)
            .Except(["AZURE_ENV_NAME", "BUDGET_START"]);
        Assert.All(asked, name => Assert.Contains(name, Page, StringComparison.Ordinal));
        Assert.All(
            Directory.GetFiles(Repository.PathOf("infra/hooks"), "*.sh").Select(Path.GetFileNameWithoutExtension),
            hook => Assert.Matches($@"\*\*`{hook}`\*\*|`{hook}`|{hook}\.sh", Page));
        Assert.All(
            Directory.GetFiles(Repository.PathOf("infra/app"), "*.bicep").Select(Path.GetFileName).Except(["account.bicep"]),
            template => Assert.Contains($"`{template}`", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| [^|]+ \|[^|]*\|[^|]*\| \*{0,2}([\d.]+)\*{0,2} \| \*{0,2}([\d.]+)\*{0,2} \| \*{0,2}([\d.]+)\*{0,2} \|$", RegexOptions.Multiline)]
    private static partial Regex Cost();

    [GeneratedRegex(@"\$\{([A-Z_]+)")]
    private static partial Regex Asked();
}

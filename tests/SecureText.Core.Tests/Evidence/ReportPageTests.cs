using System.Text.RegularExpressions;

namespace SecureText.Evidence;

public partial class ReportPageTests
{
    [Fact]
    public void Page_says_whose_it_is_when_by_whom_and_of_which_version()
    {
        var page = ReportPage.Write(EvidenceReport.Of(GoodFacts.All, "Olivia Sample"));
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        foreach (var words in new[] { "Lakeside Clinic", "2026-11-18 20:00 UTC", "Olivia Sample", "SecureText 0.1.0" })
            Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_has_every_item_and_every_agreement_once()
    {
        var report = EvidenceReport.Of(GoodFacts.All, "Olivia Sample");
        var page = ReportPage.Write(report);
        Assert.Equal(report.Items.Select(item => item.Check).Order(), Articles().Matches(page).Select(match => match.Groups[1].Value).Order());
        Assert.Equal(report.Agreements.Count, Rows().Count(page));
    }

    // A name may hold anything that a keyboard has, and the page is opened as a file, outside every other protection.
    [Fact]
    public void Page_escapes_every_word_that_comes_from_somewhere()
    {
        const string Evil = "<script>alert(1)</script>\"'&";
        var item = new EvidenceItem(Evil, Evil, Evil, SafeguardKind.Required, EvidenceBasis.Observed, EvidenceStatus.Fail, Evil, Evil, Evil, Evil, Evil);
        var line = new AgreementLine(Evil, Evil, Evil, Evil, null, Evil, null, EvidenceStatus.Fail, Evil);
        var page = ReportPage.Write(new EvidenceReport(GoodFacts.Now, Evil, Evil, Evil, [item], [line]));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"'&", page, StringComparison.Ordinal);
        Assert.Equal(17, Escaped().Count(page));
    }

    [Fact]
    public void Page_asks_for_nothing_from_elsewhere()
    {
        var page = ReportPage.Write(EvidenceReport.Of(GoodFacts.All, "Olivia Sample"));
        Assert.Empty(Loads().Matches(page));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<article class=\"(?:pass|fail|clinic)\" id=\"([^\"]+)\"")]
    private static partial Regex Articles();

    [GeneratedRegex("<th scope=\"row\">")]
    private static partial Regex Rows();

    [GeneratedRegex("&lt;script&gt;alert\\(1\\)&lt;/script&gt;&quot;&#39;&amp;")]
    private static partial Regex Escaped();

    [GeneratedRegex("<(?:script|link|img|iframe|object|embed)|src=|href=|url\\(|@import", RegexOptions.IgnoreCase)]
    private static partial Regex Loads();
}

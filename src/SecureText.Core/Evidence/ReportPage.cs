using System.Globalization;
using System.Net;
using System.Text;

namespace SecureText.Evidence;

/// <summary>
/// The report as one page to keep and to print: no script, nothing from elsewhere, every word escaped.
/// </summary>
public static class ReportPage
{
    private const string Style = """
        :root{color-scheme:light}
        body{font:15px/1.45 system-ui,sans-serif;color:#1a1f26;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:2px solid #1a1f26}
        dl.head{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}dl.head dt{color:#4a5561}dl.head dd{margin:0}
        article{border:1px solid #c3cad2;border-left:.5rem solid #5b6672;padding:.6rem .9rem;margin:.6rem 0;break-inside:avoid}
        article.pass{border-left-color:#1d6b3a}article.fail{border-left-color:#a3161f}article.clinic{border-left-color:#8a5a00}
        article h3{font-size:1rem;margin:0}article p{margin:.3rem 0}.law{color:#4a5561;font-size:.9rem}.where{color:#4a5561;font-size:.85rem;overflow-wrap:anywhere}
        .status{float:right;font-weight:700;margin-left:1rem}table{border-collapse:collapse;width:100%}
        th,td{border:1px solid #c3cad2;padding:.35rem .5rem;text-align:left;vertical-align:top;font-size:.9rem}th{background:#eef1f4}
        @media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}thead{display:table-header-group}tr{break-inside:avoid}}
        """;

    private static readonly (EvidenceStatus Status, string Heading)[] Parts =
    [
        (EvidenceStatus.Fail, "To be mended"),
        (EvidenceStatus.Clinic, "To be done by the clinic"),
        (EvidenceStatus.Pass, "As it should be"),
    ];

    /// <summary>Writes the page.</summary>
    public static string Write(EvidenceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new StringBuilder()
            .Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>Evidence report, {Text(report.Clinic)}, {Day(report.At)}</title>\n")
            .Append("<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<main>\n");
        Head(page, report);
        foreach (var (status, heading) in Parts)
        {
            var items = report.Items.Where(item => item.Status == status).ToList();
            if (items.Count == 0) continue;
            page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{heading} ({items.Count})</h2>\n");
            foreach (var item in items) Item(page, item);
            page.Append("</section>\n");
        }

        Agreements(page, report.Agreements);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Head(StringBuilder page, EvidenceReport report) => page
        .Append("<h1>Evidence report</h1>\n<dl class=\"head\">\n")
        .Append(CultureInfo.InvariantCulture, $"<dt>Clinic</dt><dd>{Text(report.Clinic)}</dd>\n")
        .Append(CultureInfo.InvariantCulture, $"<dt>Made</dt><dd><time datetime=\"{report.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{Safeguards.Words(report.At)}</time></dd>\n")
        .Append(CultureInfo.InvariantCulture, $"<dt>Asked for by</dt><dd>{Text(report.AskedBy)}</dd>\n")
        .Append(CultureInfo.InvariantCulture, $"<dt>Program</dt><dd>SecureText {Text(report.Version)}</dd>\n")
        .Append(CultureInfo.InvariantCulture, $"<dt>Outcome</dt><dd>{report.Counts.Pass} as they should be, {report.Counts.Fail} to be mended, {report.Counts.Clinic} to be done by the clinic</dd>\n")
        .Append("</dl>\n<p>Each line of the technical safeguards of the HIPAA Security Rule (45 CFR 164.312), and what stands beside them, ")
        .Append("held against the running system. \u201cObserved\u201d was asked of the system at the time above; \u201ctested\u201d rests on the ")
        .Append("named test of the program and was not asked of the running system. ")
        .Append("It is no legal advice and no certificate: what a program cannot see is listed as the clinic\u2019s own.</p>\n");

    private static void Item(StringBuilder page, EvidenceItem item)
    {
        page.Append(CultureInfo.InvariantCulture, $"<article class=\"{Word(item.Status)}\" id=\"{Text(item.Check)}\">\n")
            .Append(CultureInfo.InvariantCulture, $"<span class=\"status\">{Label(item.Status)}</span><h3>{Text(item.Title)}</h3>\n")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"law\">{Text(LawLines.Name(item.Id))} \u00b7 {Word(item.Kind)} \u00b7 {BasisOf(item.Basis)}</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{Text(item.Found)}</p>\n");
        if (item.Mend is { } mend) page.Append(CultureInfo.InvariantCulture, $"<p><strong>To do:</strong> {Text(mend)}</p>\n");
        var where = new[] { ("Setting", item.Setting), ("Code", item.Code), ("Test", item.Test) }
            .Where(one => one.Item2 is not null).Select(one => $"{one.Item1}: {Text(one.Item2!)}").ToList();
        if (where.Count > 0) page.Append(CultureInfo.InvariantCulture, $"<p class=\"where\">{string.Join("<br>", where)}</p>\n");
        page.Append("</article>\n");
    }

    private static void Agreements(StringBuilder page, IReadOnlyList<AgreementLine> lines)
    {
        page.Append("<section>\n<h2>Register of business associate agreements</h2>\n<table>\n<thead><tr>")
            .Append("<th scope=\"col\">Service</th><th scope=\"col\">With</th><th scope=\"col\">What it holds or carries</th>")
            .Append("<th scope=\"col\">Signed</th><th scope=\"col\">Kept at</th><th scope=\"col\">Review</th><th scope=\"col\">Status</th></tr></thead>\n<tbody>\n");
        foreach (var line in lines)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(line.Service)}</th><td>{Text(line.Counterpart)}</td><td>{Text(line.What)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{Day(line.SignedOn)}</td><td>{Text(line.Reference ?? "\u2013")}</td><td>{Day(line.ReviewOn)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{Label(line.Status)}{(line.Mend is { } mend ? "<br>" + Text(mend) : "")}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n</section>\n");
    }

    private static string Label(EvidenceStatus status) => status switch
    {
        EvidenceStatus.Pass => "Pass",
        EvidenceStatus.Fail => "Fail",
        _ => "Clinic",
    };

    private static string BasisOf(EvidenceBasis basis) => basis switch
    {
        EvidenceBasis.Observed => "observed",
        EvidenceBasis.Tested => "tested",
        _ => "the clinic\u2019s own",
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "\u2013";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}

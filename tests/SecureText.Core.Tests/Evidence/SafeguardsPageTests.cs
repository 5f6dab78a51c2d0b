using System.Text;
using System.Text.RegularExpressions;
using SecureText.Infra;

namespace SecureText.Evidence;

/// <summary>
/// Holds docs/safeguards.md to the list of checks, and the list to the law and to the files and tests that it names. To write
/// the page anew, run this test with <c>SECURETEXT_WRITE_DOCS=1</c> in the environment.
/// </summary>
public class SafeguardsPageTests
{
    private const string Head = """
        # Safeguards

        Each line of the technical safeguards of the HIPAA Security Rule (45 CFR 164.312), and what stands beside them, with the
        setting that decides it, the code that does it and the test that proves it. Made from the one list of checks
        (`src/SecureText.Core/Evidence`) by `SafeguardsPageTests`; not edited by hand. The same list is held against the running
        system by **Safeguards** on the staff page (owner and manager), as a page to print and as JSON (`GET /api/evidence`).

        - **required** or **addressable** as the rule says. What is addressable is done where it is reasonable and appropriate; else
          the clinic writes down why not, and what it does instead (45 CFR 164.306(d)). Here all of it is done. A proposal of
          6 January 2025 (90 FR 898) would make it required.
        - **observed**: the report asks the running system at that moment. What does not answer is a fail, never a pass.
        - **tested**: so the program is written and the named test holds it; the running system is not asked, and the report says so.
        - **clinic**: no program can see it. The report lists it so that it does not look complete without it.

        Not covered: clearinghouses (164.308(a)(4)(ii)(A)), group health plans (164.314(b)), and whatever the clinic does with
        patients' data outside this program. The report is no legal advice and no certificate.

        """;

    private static readonly string Root = Repository.Root;

    // Appendix A to subpart C of part 164: every line of 164.312.
    private static readonly string[] Technical =
    [
        "164.312(a)(1)", "164.312(a)(2)(i)", "164.312(a)(2)(ii)", "164.312(a)(2)(iii)", "164.312(a)(2)(iv)", "164.312(b)", "164.312(c)(1)",
        "164.312(c)(2)", "164.312(d)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(e)(2)(ii)",
    ];

    public static TheoryData<string> Checks => [.. Safeguards.All.Select(one => one.Check)];

    [Fact]
    public void Page_says_what_the_list_says()
    {
        var path = Path.Combine(Root, "docs", "safeguards.md");
        var page = Write();
        if (Environment.GetEnvironmentVariable("SECURETEXT_WRITE_DOCS") == "1") File.WriteAllText(path, page);
        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_line_of_the_technical_safeguards_has_a_check() =>
        Assert.Equal(Technical, Safeguards.All.Select(one => one.Id).Where(id => id.StartsWith("164.312", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Names_of_checks_are_unique_and_fit_into_an_address() => Assert.All(
        Safeguards.All.GroupBy(one => one.Check),
        same => Assert.Matches("^[a-z][a-z-]{2,40}$", Assert.Single(same).Check));

    // The law's own word stands in the heading; a standard binds always.
    [Theory]
    [MemberData(nameof(Checks))]
    public void Kind_is_the_one_that_the_law_marks(string check)
    {
        var safeguard = Find(check);
        Assert.True(LawLines.All.TryGetValue(safeguard.Id, out var heading), safeguard.Id);
        Assert.Equal(heading.EndsWith("(Addressable)", StringComparison.Ordinal), safeguard.Kind == SafeguardKind.Addressable);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void Code_and_test_that_a_check_names_are_there(string check)
    {
        var safeguard = Find(check);
        if (safeguard.Basis == EvidenceBasis.Clinic)
        {
            Assert.Null(safeguard.Test);
            return;
        }

        Assert.True(File.Exists(Path.Combine(Root, safeguard.Code!)), safeguard.Code);
        var (file, method) = Split(safeguard.Test!);
        Assert.True(File.Exists(Path.Combine(Root, file)), file);
        Assert.Matches($@"\b(?:Task|void) {Regex.Escape(method)}\(", File.ReadAllText(Path.Combine(Root, file)));
    }

    [Fact]
    public void Heading_without_a_check_is_none() =>
        Assert.Empty(LawLines.All.Keys.Except(Safeguards.All.Select(one => one.Id)));

    private static string Write()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        Part("## 45 CFR 164.312, line by line", one => one.Id.StartsWith("164.312", StringComparison.Ordinal));
        Part("## Beside it: what else the program shows", one => !one.Id.StartsWith("164.312", StringComparison.Ordinal) && one.Basis != EvidenceBasis.Clinic);
        Part("## The clinic's own", one => !one.Id.StartsWith("164.312", StringComparison.Ordinal) && one.Basis == EvidenceBasis.Clinic);
        return page.ToString();

        void Part(string heading, Func<Safeguard, bool> which)
        {
            page.Append('\n').Append(heading).Append('\n');
            foreach (var line in Safeguards.All.Where(which).GroupBy(one => one.Id).OrderBy(line => line.Key, StringComparer.Ordinal))
            {
                page.Append("\n### ").Append(LawLines.Name(line.Key)).Append("\n\n");
                foreach (var one in line) page.Append(Entry(one));
            }
        }
    }

    private static string Entry(Safeguard one)
    {
        var entry = new StringBuilder($"- **{one.Title}** (`{one.Check}`, {Word(one.Kind)}, {Word(one.Basis)})");
        if (one.Basis == EvidenceBasis.Clinic && one.Setting is null)
        {
            // What there is to do says the list itself, with no figures of any clinic.
            var mend = one.Judge(GoodFacts.All).Mend!;
            return entry.Append("  \n  ").Append(mend).Append('\n').ToString();
        }

        if (one.Setting is { } setting) entry.Append("  \n  Setting: ").Append(setting);
        if (one.Code is { } code) entry.Append("  \n  Code: `").Append(code).Append('`');
        if (one.Test is { } test) entry.Append("  \n  Test: `").Append(Split(test).File).Append("`, `").Append(Split(test).Method).Append('`');
        return entry.Append('\n').ToString();
    }

    private static Safeguard Find(string check) => Safeguards.All.Single(one => one.Check == check);

    private static (string File, string Method) Split(string test) => (test.Split('#')[0], test.Split('#')[1]);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}

using System.Text;
using SecureText.Api.Access;
using SecureText.Azurite;
using SecureText.Staff;

namespace SecureText.Api;

/// <summary>
/// Holds docs/permissions.md to the permission table. To write it anew, run this test with
/// <c>SECURETEXT_WRITE_DOCS=1</c> in the environment.
/// </summary>
public class PermissionsPageTests
{
    private const string Head = """
        # Who may do what

        Made from the one permission table (`src/SecureText.Functions/Api/Access/Permissions.cs`) by
        `PermissionsPageTests`; not edited by hand. A function that is not here does not answer.

        - **anybody**: no sign-in. The function shows nothing of anybody, or asks for a secret by itself.
        - **platform**: called by Static Web Apps at a sign-in; no page can reach it (decision 004).
        - **signed in**: any live sign-in with a second factor, also while training is due.
        - **patient**: a live session of the patient portal.
        - **signature**: another system calls it; the function asks for the signature over the request by itself.
        - **record**: shows or changes a patient's record, so it is shut to staff until they have attested all policies in
          force; whatever it shows is in the journal first.

        A member opens what is assigned to nobody or to himself; managers and owners open all. That is asked for each
        conversation, beside this table. Requests that change something need the header `X-SecureText: 1`.

        | function | method | path | owner | manager | member | others | record |
        |---|---|---|---|---|---|---|---|

        """;

    [Fact]
    public void Page_says_what_the_table_says()
    {
        var path = Path.Combine(RepositoryRoot.Find(), "docs", "permissions.md");
        var page = Write();
        if (Environment.GetEnvironmentVariable("SECURETEXT_WRITE_DOCS") == "1") File.WriteAllText(path, page);
        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Write()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var function in HttpFunction.All.OrderBy(f => f.Route, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            var rule = Permissions.All[function.Name];
            page.Append(string.Join(" | ",
            [
                $"| {function.Name}", string.Join(", ", function.Methods), $"`/api/{function.Route}`",
                Mark(rule, Role.Owner), Mark(rule, Role.Manager), Mark(rule, Role.Member), Others(rule),
                (rule.OpensPhi ? "yes" : "") + " |\n",
            ]));
        }

        return page.ToString();
    }

    private static string Mark(Rule rule, Role role) => rule.Kind switch
    {
        RuleKind.Anybody or RuleKind.SignedIn => "yes",
        RuleKind.Staff => (rule.Roles & role) != Role.None ? "yes" : "",
        _ => "",
    };

    private static string Others(Rule rule) => rule.Kind switch
    {
        RuleKind.Anybody => "anybody",
        RuleKind.Platform => "platform",
        RuleKind.Signature => "signature",
        RuleKind.SignedIn => "signed in",
        RuleKind.Patient => "patient",
        RuleKind.Staff => "",
        _ => throw new InvalidOperationException("A rule without words."),
    };
}

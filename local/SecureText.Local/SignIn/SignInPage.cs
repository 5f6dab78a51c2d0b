using System.Text;
using System.Text.Encodings.Web;

namespace SecureText.SignIn;

/// <summary>The page: one form for each person, and no script.</summary>
internal static class SignInPage
{
    internal static string Html()
    {
        var people = new StringBuilder();
        foreach (var person in DemoPeople.All) people.Append(Card(person));
        return Resource("index.html").Replace("<!-- people -->", people.ToString(), StringComparison.Ordinal);
    }

    internal static string Css() => Resource("sign-in.css");

    private static string Card(DemoPerson person)
    {
        var name = HtmlEncoder.Default.Encode(person.Name);
        return $"""
              <li>
                <form method="post" action="/sign-in">
                  <h2>{name}</h2>
                  <p>{HtmlEncoder.Default.Encode(person.Email)}, {HtmlEncoder.Default.Encode(person.Role)}</p>
                  <input type="hidden" name="person" value="{person.Key}">
                  <button name="factor" value="two" aria-label="Sign in as {name}">Sign in</button>
                  <button name="factor" value="one" class="quiet" aria-label="Sign in as {name} without second factor">Without second factor</button>
                </form>
              </li>

            """;
    }

    private static string Resource(string file)
    {
        using var reader = new StreamReader(
            typeof(SignInPage).Assembly.GetManifestResourceStream($"sign-in/{file}")!);
        return reader.ReadToEnd();
    }
}

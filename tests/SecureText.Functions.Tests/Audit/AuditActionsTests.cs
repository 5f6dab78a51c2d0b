using System.Text.RegularExpressions;
using SecureText.Azurite;
using SecureText.Webhooks;

namespace SecureText.Audit;

public partial class AuditActionsTests
{
    private static readonly string[] Projects = ["SecureText.Functions", "SecureText.Azure", "SecureText.Core"];

    // What looks like an action and is none.
    private static readonly string[] Others = ["openapi.json", "record.html", "record.json", "data.json", "log-keys.jwks"];

    // Found in the source: whoever writes a new action into the log also says in plain words what it is.
    [Fact]
    public void Every_action_that_the_program_writes_has_words()
    {
        var source = Path.Combine(RepositoryRoot.Find(), "src");
        var written = Projects
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(source, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Where(text => text.Contains("AuditEntry", StringComparison.Ordinal) || text.Contains("HeadChanges", StringComparison.Ordinal))
            .SelectMany(text => Action().Matches(text))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Except(Others);
        Assert.All(written, action => Assert.True(AuditActions.All.ContainsKey(action), $"Give {action} words in AuditActions."));
    }

    // Put together in the source, so that the search above does not see them.
    [Fact]
    public void Every_kind_of_webhook_has_words() => Assert.All(
        WebhookEvent.Kinds, kind => Assert.Contains($"webhook.{kind}", AuditActions.All.Keys));

    [Fact]
    public void Words_say_more_than_the_action() => Assert.All(
        AuditActions.All, one => Assert.True(one.Value.Length > 5 && char.IsUpper(one.Value[0]) && Opaque.Fits(one.Key, Opaque.MaxShortLength)));

    [GeneratedRegex("""
        "([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"
        """)]
    private static partial Regex Action();
}

using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>The templates keep to the rules, and each rule sees when they do not.</summary>
public sealed partial class InfraRulesTests
{
    private static readonly Dictionary<string, string> Files = Repository.Templates
        .Append("infra/main.parameters.json")
        .Concat(Directory.GetFiles(Repository.PathOf("infra/hooks"), "*.sh").Select(file => $"infra/hooks/{Path.GetFileName(file)}"))
        .ToDictionary(path => path, Repository.Read);

    [Fact]
    public void Templates_keep_to_the_rules() => Assert.Empty(InfraRules.Check(Files));

    // Rule, file, what stands there, what would stand there instead.
    [Theory]
    [InlineData("keys", "account", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true")]
    [InlineData("keys", "account", "    defaultToOAuthAuthentication: true\n", "")]
    [InlineData("public", "account", "allowBlobPublicAccess: false", "allowBlobPublicAccess: true")]
    [InlineData("public", "account", "publicAccess: 'None'", "publicAccess: 'Blob'")]
    [InlineData("public", "account", "publicNetworkAccess: isPublic || trustsAzure ? 'Enabled' : 'Disabled'", "publicNetworkAccess: 'Enabled'")]
    [InlineData("public", "account", "defaultAction: isPublic ? 'Allow' : 'Deny'", "defaultAction: 'Allow'")]
    [InlineData("public", "vault", "publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'", "publicNetworkAccess: 'Enabled'")]
    [InlineData("tls", "account", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'")]
    [InlineData("tls", "functions", "minTlsVersion: '1.2'\n", "minTlsVersion: '1.0'\n")]
    [InlineData("tls", "functions", "httpsOnly: true", "httpsOnly: false")]
    [InlineData("keys", "vault", "enablePurgeProtection: true", "enablePurgeProtection: false")]
    [InlineData("keys", "vault", "enableRbacAuthorization: true", "accessPolicies: []")]
    [InlineData("keys", "vault", "    keyOps: ['sign', 'verify']\n", "")]
    [InlineData("keys", "communication", "disableLocalAuth: true", "disableLocalAuth: false")]
    [InlineData("keys", "monitoring", "DisableLocalAuth: true", "DisableLocalAuth: false")]
    [InlineData("keys", "functions", "properties: { allow: false }", "properties: { allow: true }")]
    [InlineData("keys", "communication", "dataLocation:", "// \n    key: communication.listKeys().primaryKey\n    dataLocation:")]
    [InlineData("secret", "site", "param token string", "@secure()\nparam token string")]
    [InlineData("secret", "/main", "output AZURE_SITE_NAME string = site.outputs.name", "output AZURE_SITE_KEY string = site.outputs.name")]
    [InlineData("identity", "functions", "type: 'UserAssigned'", "type: 'None'")]
    [InlineData("identity", "events", "identity: { type: 'SystemAssigned' }", "identity: { type: 'None' }")]
    [InlineData("door", "link", "requireAuthentication: true", "requireAuthentication: false")]
    [InlineData("door", "link", "'Return401'", "'AllowAnonymous'")]
    [InlineData("wildcard", "link", "'Return401'", "'AllowAnonymous'")]
    [InlineData("door", "link", "'/api/hooks/*'", "'/api/*'")]
    [InlineData("door", "link", "'/runtime/webhooks/eventgrid'", "'/runtime/webhooks/*'")]
    [InlineData("door", "link", "google: { enabled: false }", "google: { enabled: true }")]
    [InlineData("door", "link", "enabled: true\n        registration", "enabled: false\n        registration")]
    [InlineData("door", "site", "name: 'Standard'", "name: 'Free'")]
    [InlineData("wildcard", "network", "sourceAddressPrefix: 'Internet'", "sourceAddressPrefix: '*'")]
    [InlineData("wildcard", "network", "'10.61.0.0/25'", "'0.0.0.0/0'")]
    [InlineData("tags", "vault", "  tags: tags\n", "")]
    [InlineData("tags", "alerts", "  location: 'global'\n  tags: tags\n  properties: {\n    groupShortName", "  location: 'global'\n  properties: {\n    groupShortName")]
    [InlineData("diagnostics", "vault", "scope: vault", "scope: key")]
    [InlineData("diagnostics", "vault", "enabled: true }]\n    metrics: [{ category: 'AllMetrics', enabled: true", "enabled: false }]\n    metrics: [{ category: 'AllMetrics', enabled: false")]
    [InlineData("diagnostics", "carrier", "'AuthOperational'", "'SMSOperational'")]
    [InlineData("diagnostics", "carrier", "scope: communication\n  name: 'securetext'", "scope: other\n  name: 'securetext'")]
    [InlineData("diagnostics", "account", "scope: blobs\n", "scope: account\n")]
    [InlineData("name", "journal", "'stjournal${token}'", "'stauditjournal${token}'")]
    [InlineData("name", "vault", "'kv-${token}'", "'keyvault-clinic-${token}'")]
    [InlineData("version", "vault", "vaults@2024-11-01", "vaults@2031-01-01")]
    [InlineData("version", "site", "Microsoft.Web/staticSites", "Microsoft.Web/stupidSites")]
    [InlineData("unused", "site", "param tags object", "param tags object\nparam other string")]
    [InlineData("unused", "events", "param token string", "var nothing = 1\nparam token string")]
    [InlineData("module", "/main", "    journalUri: journal.outputs.blobUri\n", "")]
    [InlineData("module", "/main", "journal.outputs.blobUri", "journal.outputs.tableUri")]
    [InlineData("module", "/main", "    vaultUri: vault.outputs.uri", "    vaultAddress: vault.outputs.uri")]
    [InlineData("module", "/main", "'app/link.bicep'", "'app/links.bicep'")]
    [InlineData("role", "roles", "// Sending telemetry: write only.\n", "param sample string\n")]
    [InlineData("role", "roles", "3913510d-42f4-4e42-8a64-420c390055eb", "b24988ac-6180-42a0-ab88-20f7382dd24c")]
    [InlineData("role", "roles", "  scope: dataAccount\n", "")]
    [InlineData("role", "roles", "resource imports 'Microsoft.Authorization", "resource other 'Microsoft.Authorization")]
    [InlineData("role", "roles", "  storageBlobDataOwner:", "  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'\n  storageBlobDataOwner:")]
    [InlineData("role", "storage", "'imports'", "'imports', 'exports'")]
    [InlineData("journal", "journal", "    allowProtectedAppendWrites: true\n", "")]
    [InlineData("journal", "journal", "allowProtectedAppendWrites: true", "allowProtectedAppendWrites: true\n    allowProtectedAppendWritesAll: true")]
    [InlineData("journal", "/main", "journalRetentionDays int = 2192", "journalRetentionDays int = 365")]
    [InlineData("journal", "/main", "@minValue(2192)", "@minValue(1)")]
    [InlineData("dead-letters", "events", "daysAfterModificationGreaterThan: 7", "daysAfterModificationGreaterThan: 70")]
    [InlineData("dead-letters", "events", "undeleteDays: 0", "undeleteDays: 30")]
    [InlineData("dead-letters", "events", "'deadletters/'", "''")]
    [InlineData("dead-letters", "subscriptions", "deadLetterWithResourceIdentity", "withoutDeadLetters")]
    [InlineData("parameters", "/main", "param alertEmail string", "param alertAddress string")]
    [InlineData("parameters", "/main", "param budgetStart string = ''", "param budgetStart string")]
    [InlineData("watched", "alerts", "'Microsoft.EventGrid/systemTopics/eventSubscriptions/write'", "'Microsoft.EventGrid/topics/write'")]
    [InlineData("again", "site", "    provider: 'Custom'\n", "")]
    [InlineData("hooks", "/main", "output AZURE_SITE_HOST", "output AZURE_SITE_ADDRESS")]
    public void Template_that_breaks_a_rule_is_found(string rule, string template, string text, string instead)
    {
        var path = template == "/main" ? "infra/main.bicep" : $"infra/app/{template}.bicep";
        var place = Files[path].IndexOf(text, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{path} has no {text}");
        var changed = new Dictionary<string, string>(Files) { [path] = Files[path].Remove(place, text.Length).Insert(place, instead) };
        Assert.Contains(InfraRules.Check(changed), finding => finding.StartsWith($"{rule}: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ a: [1, 2 }")]
    [InlineData("{ a: 'x }")]
    [InlineData("{ a: 1")]
    [InlineData("a ]")]
    public void Template_that_does_not_close_is_refused(string text) =>
        Assert.Throws<FormatException>(() => BicepFile.Read("x.bicep", text));

    [Fact]
    public void Alerts_go_by_events_that_the_program_writes_and_that_the_handbook_explains()
    {
        var alerts = Repository.Read("infra/app/alerts.bicep");
        var code = string.Concat(Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var names = EventNames().Matches(alerts).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups[1].Value).ToList();
        Assert.True(names.Count > 5);
        var words = EventWords().Matches(alerts).SelectMany(match => Phrase().Matches(match.Value)).Select(match => match.Groups[1].Value).ToList();

        Assert.All(names, name =>
        {
            var messages = Message(name).Matches(code).Select(match => match.Value).ToList();
            Assert.NotEmpty(messages);
            Assert.Contains(messages, message => words.Any(word => message.Contains(word, StringComparison.Ordinal)));
            // With an exception, Application Insights makes an exception of the line, and no trace.
            Assert.All(messages, message => Assert.DoesNotMatch(@"Exception\??\s+\w+\s*[,)]", message));
        });

        var handbook = Repository.Read("docs/operate.md");
        Assert.All(
            Named().Matches(alerts).Select(match => match.Groups[1].Value).Concat(["DeliveryAttemptFailCount", "DeadLetteredCount", "DroppedEventCount", "carrier-429", "changes"]),
            name => Assert.Contains($"| `{name}` |", handbook, StringComparison.Ordinal));
    }

    private static Regex Message(string name) => new($@"LoggerMessage\((?:(?!LoggerMessage\()[\s\S])*?EventName = ""{name}""[\s\S]*?;");

    [GeneratedRegex(@"words: \[[^\]]*\]")]
    private static partial Regex EventWords();

    [GeneratedRegex(@"'([^']+)'")]
    private static partial Regex Phrase();

    [GeneratedRegex(@"eventNames: \[[^\]]*\]")]
    private static partial Regex EventNames();

    [GeneratedRegex(@"'(\w+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"name: '([a-z-]+)'(?:, severity|\n\s+severity)")]
    private static partial Regex Named();
}

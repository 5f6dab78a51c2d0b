using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>
/// Holds infra/ to the program. No compiler looks at the templates here; what they leave out shows in Azure only.
/// </summary>
public sealed partial class DeploymentTests
{
    private const StringComparison Exactly = StringComparison.Ordinal;
    private static readonly string Root = Repository.Root;
    private static readonly string FunctionsTemplate = Read("infra/app/functions.bicep");

    [Fact]
    public void Program_lets_in_nobody_but_the_linked_site_on_all_paths_but_those_that_have_a_lock_of_their_own()
    {
        var link = Read("infra/app/link.bicep");
        Assert.Contains("requireAuthentication: true", link, Exactly);
        Assert.Contains("unauthenticatedClientAction: 'Return401'", link, Exactly);
        Assert.Contains("platform: { enabled: true,", link, Exactly);
        Assert.Equal(["azureStaticWebApps"], Enabled().Matches(link).Select(Name));

        var excluded = Quoted().Matches(Excluded().Match(link).Value).Select(Name).ToList();
        var open = DoubleQuoted().Matches(OpenPaths().Match(Read("src/SecureText.Functions/Api/Access/PlatformDoor.cs")).Value).Select(Name);
        Assert.Equal(["/runtime/webhooks/eventgrid", "/api/hooks/*"], excluded);
        Assert.Equal(open, excluded);
        Assert.DoesNotContain("  ipSecurityRestrictions", FunctionsTemplate, Exactly);
    }

    // Nothing that a caller has to be somebody for may be reached past the site's authentication.
    [Fact]
    public void Path_that_is_excluded_from_authentication_leads_only_to_functions_that_ask_for_a_signature()
    {
        var functions = Directory.GetFiles(Path.Combine(Root, "src/SecureText.Functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => HookRoute().Matches(File.ReadAllText(file)).Select(Name)).ToList();
        Assert.Equal(["TakeWebhook"], functions);
        Assert.Contains("[\"TakeWebhook\"] = Rule.Signature,", Read("src/SecureText.Functions/Api/Access/Permissions.cs"), Exactly);
    }

    [Fact]
    public void Settings_in_the_template_are_those_that_the_documentation_names_for_Azure()
    {
        var documented = SettingRow().Matches(Read("docs/settings.md"))
            .Where(row => row.Groups[2].Value is "Azure" or "both")
            .SelectMany(row => SettingName().Matches(row.Groups[1].Value).Select(Name));
        var set = TemplateSetting().Matches(FunctionsTemplate).Select(match => match.Value
            .Replace("${i}", "0", Exactly)
            .Replace("${day.key}", "Monday", Exactly)
            .Replace("__", ":", Exactly));

        Assert.Equal(documented.Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_that_the_code_binds_are_documented()
    {
        var documented = SettingRow().Matches(Read("docs/settings.md"))
            .SelectMany(row => SettingName().Matches(row.Groups[1].Value).Select(Name)).ToHashSet(StringComparer.Ordinal);
        var bound = Bound().Matches(Read("src/SecureText.Functions/Settings/AppSettings.cs"));
        Assert.True(bound.Count > 3);
        Assert.All(bound, one =>
        {
            var file = Directory.GetFiles(Path.Combine(Root, "src"), one.Groups[1].Value + ".cs", SearchOption.AllDirectories).Single();
            var properties = Property().Matches(File.ReadAllText(file)).Select(Name).ToList();
            Assert.NotEmpty(properties);
            Assert.All(properties, property => Assert.Contains($"{one.Groups[2].Value}:{property}", documented));
        });
    }

    // Tokens of version 2.0 do not say how somebody signed in, so that nobody would get in (decision 004).
    [Fact]
    public void Sign_in_asks_for_tokens_that_tell_of_the_second_factor() => Assert.Contains(
        "\"openIdIssuer\": \"https://login.microsoftonline.com/<TENANT_ID>\"", Read("src/web/staticwebapp.config.json"), Exactly);

    [Fact]
    public void Subscriptions_name_functions_that_Event_Grid_triggers()
    {
        var named = Destination().Matches(Read("infra/app/subscriptions.bicep")).Select(Name).ToList();

        Assert.Equal(["DeliveryReports", "InboundSms"], named.Order(StringComparer.Ordinal));
        Assert.All(named, function =>
        {
            var source = Read($"src/SecureText.Functions/Inbound/{function}.cs");
            Assert.Contains($"[Function(nameof({function}))]", source, Exactly);
            Assert.Contains("[EventGridTrigger", source, Exactly);
        });
    }

    [Fact]
    public void Templates_make_every_storage_account_without_keys_and_hand_no_key_on()
    {
        var templates = Directory.GetFiles(Path.Combine(Root, "infra"), "*.bicep", SearchOption.AllDirectories);
        Assert.NotEmpty(templates);
        foreach (var template in templates)
        {
            var text = Read(template);
            Assert.DoesNotMatch("(?i)listKeys(?!/action)|listAccountSas|listServiceSas|AccountKey=|accesskey=", text);
            if (NewAccount().IsMatch(text)) Assert.Equal("account.bicep", Path.GetFileName(template));
        }

        var account = Read("infra/app/account.bicep");
        Assert.Contains("    allowSharedKeyAccess: false\n", account, Exactly);
        Assert.Contains("    allowBlobPublicAccess: false\n", account, Exactly);
        Assert.Contains("    minimumTlsVersion: 'TLS1_2'\n", account, Exactly);
    }

    private static string Name(Match match) => match.Groups[1].Value;

    private static string Read(string path) => Repository.Read(path);

    [GeneratedRegex(@"(\w+): \{\s+enabled: true\s+registration")]
    private static partial Regex Enabled();

    [GeneratedRegex(@"excludedPaths: \[[^\]]*\]")]
    private static partial Regex Excluded();

    [GeneratedRegex(@"IReadOnlyList<string> Open = \[[^\]]*\]")]
    private static partial Regex OpenPaths();

    [GeneratedRegex(@"\[Function\((?:nameof\()?""?(\w+)""?\)?\)\][^\[]*\[HttpTrigger\([^\]]*Route = ""hooks(?:/[^""]*)?""")]
    private static partial Regex HookRoute();

    [GeneratedRegex(@"'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"""([^""]+)""")]
    private static partial Regex DoubleQuoted();

    [GeneratedRegex(@"^\| (.+?) \|.*\| (Azure|both|one machine) \|$", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"`(\w+(?::\w+)+)`")]
    private static partial Regex SettingName();

    [GeneratedRegex(@"\b(?!AzureWebJobsStorage)[A-Z][A-Za-z]+__(?:\w|\$\{[\w.]+\})+")]
    private static partial Regex TemplateSetting();

    [GeneratedRegex(@"Bind<(\w+)>\(configuration\.GetSection\(""(\w+)""\)")]
    private static partial Regex Bound();

    [GeneratedRegex(@"public [\w?]+ (\w+) \{ get; init; \}")]
    private static partial Regex Property();

    [GeneratedRegex(@"function: '(\w+)'")]
    private static partial Regex Destination();

    [GeneratedRegex(@"'Microsoft\.Storage/storageAccounts@[^']*' = \{")]
    private static partial Regex NewAccount();
}

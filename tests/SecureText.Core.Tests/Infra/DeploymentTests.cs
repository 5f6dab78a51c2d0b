using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>
/// Holds infra/ to the program. No compiler looks at the templates here; what they leave out shows in Azure only.
/// </summary>
public sealed partial class DeploymentTests
{
    private const StringComparison Exactly = StringComparison.Ordinal;
    private static readonly string Root = FindRoot();
    private static readonly string FunctionsTemplate = Read("infra/app/functions.bicep");

    [Fact]
    public void StaffApi_with_nothing_in_front_that_checks_the_caller_is_closed_by_the_host()
    {
        var staffOnly = StaffRule().Matches(Read("src/SecureText.Functions/Api/Access/Permissions.cs")).Select(Name);
        var list = ClosedList().Match(FunctionsTemplate).Groups[1].Value;
        var closed = Quoted().Matches(list).Select(Name);

        Assert.Equal(staffOnly.Order(StringComparer.Ordinal), closed.Order(StringComparer.Ordinal));
        Assert.NotEmpty(list);
        Assert.Contains("'AzureWebJobs.${name}.Disabled', name => 'true'", FunctionsTemplate, Exactly);
        Assert.Contains("  closedSettings\n)", FunctionsTemplate, Exactly);
    }

    [Fact]
    public void Site_for_an_address_that_is_not_Event_Grids_is_closed()
    {
        Assert.Contains("      ipSecurityRestrictionsDefaultAction: 'Deny'\n", FunctionsTemplate, Exactly);
        Assert.Equal(["AzureEventGrid"], Address().Matches(FunctionsTemplate).Select(Name));
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
            Assert.DoesNotMatch("(?i)listKeys|listAccountSas|listServiceSas|AccountKey=|accesskey=", text);
            if (NewAccount().IsMatch(text)) Assert.Equal("account.bicep", Path.GetFileName(template));
        }

        var account = Read("infra/app/account.bicep");
        Assert.Contains("    allowSharedKeyAccess: false\n", account, Exactly);
        Assert.Contains("    allowBlobPublicAccess: false\n", account, Exactly);
        Assert.Contains("    minimumTlsVersion: 'TLS1_2'\n", account, Exactly);
    }

    private static string Name(Match match) => match.Groups[1].Value;

    private static string Read(string path) =>
        File.ReadAllText(Path.Combine(Root, path)).Replace("\r\n", "\n", Exactly);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "azure.yaml")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository is not around these tests.");
        return folder.FullName;
    }

    [GeneratedRegex(@"\[""(\w+)""\] = Rule\.(?!Anybody)")]
    private static partial Regex StaffRule();

    [GeneratedRegex(@"var closedFunctions = \[([^\]]*)\]")]
    private static partial Regex ClosedList();

    [GeneratedRegex(@"'(\w+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"ipAddress: '([^']*)'")]
    private static partial Regex Address();

    [GeneratedRegex(@"^\| (.+?) \|.*\| (Azure|both|one machine) \|$", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"`(\w+(?::\w+)+)`")]
    private static partial Regex SettingName();

    [GeneratedRegex(@"\b(?:Storage|Keys|Acs|Portal|Clinic|Staff)__(?:\w|\$\{[\w.]+\})+")]
    private static partial Regex TemplateSetting();

    [GeneratedRegex(@"function: '(\w+)'")]
    private static partial Regex Destination();

    [GeneratedRegex(@"'Microsoft\.Storage/storageAccounts@[^']*' = \{")]
    private static partial Regex NewAccount();
}

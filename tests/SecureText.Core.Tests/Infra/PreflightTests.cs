namespace SecureText.Infra;

/// <summary>What is asked before anything is made, and before the log is locked for good.</summary>
public sealed class PreflightTests
{
    private const string Good =
        """
        az account show|0|
        az provider show|0|Registered
        az functionapp list-flexconsumption-locations|0|East US 2
        az resource show|0|true
        azd env set|0|
        """;

    [UnixFact]
    public async Task Environment_that_is_ready_goes_on_and_remembers_the_month_of_its_budget()
    {
        var run = await HookRun.OfAsync("preprovision", Good, Ready());
        Assert.Equal((0, "Ready to provision."), (run.Code, run.Output.Trim().Split('\n')[^1]));
        Assert.Contains(run.Calls, call => call.StartsWith("azd env set BUDGET_START 20", StringComparison.Ordinal)
            && call.EndsWith("-01", StringComparison.Ordinal));

        var again = await HookRun.OfAsync("preprovision", Good, Ready("BUDGET_START", "2026-01-01"));
        Assert.DoesNotContain(again.Calls, call => call.StartsWith("azd", StringComparison.Ordinal));
    }

    [UnixTheory]
    [InlineData("BAA_CONFIRMED", null)]
    [InlineData("BAA_CONFIRMED", "YES")]
    [InlineData("CLINIC_NAME", null)]
    [InlineData("CLINIC_NAME", "A name that has more than thirty characters")]
    [InlineData("CLINIC_TIME_ZONE", "Central")]
    [InlineData("CLINIC_STATE", "Washington")]
    [InlineData("CLINIC_LINE_NUMBER", "206-555-0100")]
    [InlineData("CLINIC_LINE_NUMBER", "+442079460100")]
    [InlineData("CLINIC_LINE_KIND", "ShortCode")]
    [InlineData("STAFF_FIRST_OWNER", "olivia")]
    [InlineData("ALERT_EMAIL", null)]
    [InlineData("PORTAL_BASE_URL", "http://texts.clinic.example")]
    [InlineData("PORTAL_BASE_URL", "https://texts.clinic.example/")]
    [InlineData("PRIVATE_NETWORK", "yes")]
    [InlineData("AZURE_SUBSCRIPTION_ID", null)]
    public async Task Setting_of_another_shape_is_named_and_nothing_is_made(string name, string? value)
    {
        var run = await HookRun.OfAsync("preprovision", Good, Ready(name, value));
        Assert.NotEqual(0, run.Code);
        Assert.Contains($"- {name}", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Calls, call => call.StartsWith("azd", StringComparison.Ordinal));
    }

    [UnixTheory]
    [InlineData("az account show|1|", "az is not signed in")]
    [InlineData("--namespace Microsoft.EventGrid|0|NotRegistered", "az provider register --subscription 00000000-0000-4000-8000-000000000001 --namespace Microsoft.EventGrid")]
    [InlineData("az functionapp list-flexconsumption-locations|0|West Europe", "does not offer Flex Consumption. These do: westeurope")]
    public async Task What_Azure_lacks_is_told_with_its_mend(string answer, string mend)
    {
        var run = await HookRun.OfAsync("preprovision", answer + "\n" + Good, Ready());
        Assert.NotEqual(0, run.Code);
        Assert.Contains(mend, run.Output, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("az resource show|0|false", "still takes access keys")]
    [InlineData("az resource show|3|", "There is no Communication Services resource")]
    [InlineData("az resource show|0|true", null)]
    public async Task Carrier_that_the_clinic_has_already_must_be_there_and_take_no_keys(string answer, string? fault)
    {
        var settings = Ready("ACS_NAME", "acs-clinic");
        Assert.Contains("set ACS_RESOURCE_GROUP too", (await HookRun.OfAsync("preprovision", Good, settings)).Output, StringComparison.Ordinal);
        settings["ACS_RESOURCE_GROUP"] = "rg-clinic";
        var run = await HookRun.OfAsync("preprovision", answer + "\n" + Good, settings);
        Assert.Equal(fault is null, run.Code == 0);
        if (fault is not null) Assert.Contains(fault, run.Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Everything_that_is_missing_is_told_at_once()
    {
        var run = await HookRun.OfAsync("preprovision", "", new Dictionary<string, string>());
        Assert.Contains("8 to mend", run.Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Journal_is_locked_by_who_types_its_name()
    {
        var run = await HookRun.OfAsync("lock-journal", Policy("Unlocked", 2192, "true"), HookRun.Deployed, "lock stjournaltest\n");
        Assert.Equal(0, run.Code);
        Assert.Contains(run.Calls, call => call.Contains("immutability-policy lock", StringComparison.Ordinal)
            && call.Contains("--if-match 8d", StringComparison.Ordinal));
        Assert.Contains(run.Calls, call => call == "azd env set JOURNAL_LOCKED true");
        Assert.Contains("azd down", run.Output, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("", 2192, "true")]
    [InlineData("yes\n", 2192, "true")]
    [InlineData("lock stjournal\n", 2192, "true")]
    [InlineData("lock stjournaltest\n", 365, "true")]
    [InlineData("lock stjournaltest\n", 2192, "false")]
    public async Task Journal_is_not_locked_by_mistake(string typed, int days, string appends)
    {
        var run = await HookRun.OfAsync("lock-journal", Policy("Unlocked", days, appends), HookRun.Deployed, typed);
        Assert.NotEqual(0, run.Code);
        Assert.DoesNotContain(run.Calls, call => call.Contains("policy lock", StringComparison.Ordinal) || call.StartsWith("azd", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Journal_that_is_locked_is_left_as_it_is()
    {
        var run = await HookRun.OfAsync("lock-journal", Policy("Locked", 2192, "true"), HookRun.Deployed);
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain(run.Calls, call => call.Contains("policy lock", StringComparison.Ordinal));
    }

    private static string Policy(string state, int days, string appends) =>
        $"""
        --query state|0|{state}
        --query immutabilityPeriodSinceCreationInDays|0|{days}
        --query allowProtectedAppendWrites|0|{appends}
        --query etag|0|8d
        immutability-policy lock|0|
        azd env set|0|
        """;

    private static Dictionary<string, string> Ready(string? name = null, string? value = null)
    {
        var settings = new Dictionary<string, string>(HookRun.Deployed)
        {
            ["BAA_CONFIRMED"] = "yes",
            ["CLINIC_NAME"] = "Sample Clinic",
            ["CLINIC_TIME_ZONE"] = "America/Chicago",
            ["CLINIC_STATE"] = "WA",
            ["CLINIC_LINE_NUMBER"] = "+12065550100",
            ["CLINIC_LINE_KIND"] = "TollFree",
            ["STAFF_FIRST_OWNER"] = "olivia.owner@clinic.example",
            ["ALERT_EMAIL"] = "it@clinic.example",
        };
        if (name is null) return settings;
        if (value is null) settings.Remove(name);
        else settings[name] = value;
        return settings;
    }
}

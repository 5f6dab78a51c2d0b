namespace SecureText.Infra;

/// <summary>The registration with Entra, and the tenant in the site's rules.</summary>
public sealed class SignInHookTests
{
    private const string Secret = "aB3~made.up_secret-0123456789";
    private const string Entra =
        $"""
        az staticwebapp appsettings list|0|
        az account show|0|00000000-0000-4000-8000-000000000002
        az ad app create|0|11111111-1111-4111-8111-111111111111
        az ad sp create|0|
        az ad app credential reset|0|{Secret}
        az rest|0|
        azd env set|0|
        """;

    [UnixFact]
    public async Task Registration_is_made_once_and_its_secret_is_on_no_command_line_and_in_no_output()
    {
        var run = await HookRun.OfAsync("sign-in", Entra, HookRun.With("PORTAL_BASE_URL", "https://texts.clinic.example/"));
        Assert.Equal(0, run.Code);
        var create = Assert.Single(run.Calls, call => call.StartsWith("az ad app create", StringComparison.Ordinal));
        Assert.Contains("--sign-in-audience AzureADMyOrg", create, StringComparison.Ordinal);
        Assert.Contains(
            "https://site.example/.auth/login/aad/callback https://texts.clinic.example/.auth/login/aad/callback", create, StringComparison.Ordinal);
        Assert.Contains(run.Calls, call => call == "azd env set STAFF_CLIENT_ID 11111111-1111-4111-8111-111111111111");
        Assert.Contains(run.Calls, call => call.Contains("/staticSites/stapp-test/config/appsettings", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Calls, call => call.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Site_that_has_both_settings_is_left_as_it_is()
    {
        var answers = "az staticwebapp appsettings list|0|STAFF_CLIENT_SECRET STAFF_CLIENT_ID\n" + Entra;
        var run = await HookRun.OfAsync("sign-in", answers, HookRun.Deployed);
        Assert.Equal(0, run.Code);
        Assert.Single(run.Calls);

        var rotated = await HookRun.OfAsync("sign-in", answers, HookRun.With("STAFF_CLIENT_ID", "22222222"), "", "--rotate");
        Assert.Contains(rotated.Calls, call => call.StartsWith("az ad app credential reset --id 22222222", StringComparison.Ordinal));
        Assert.DoesNotContain(rotated.Calls, call => call.StartsWith("az ad app create", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Address_of_its_own_that_came_later_is_told_to_the_registration()
    {
        var answers = "az staticwebapp appsettings list|0|STAFF_CLIENT_SECRET STAFF_CLIENT_ID\naz ad app update|0|\n" + Entra;
        var later = HookRun.With("PORTAL_BASE_URL", "https://texts.clinic.example");
        later["STAFF_CLIENT_ID"] = "22222222";
        var run = await HookRun.OfAsync("sign-in", answers, later);
        Assert.Equal(0, run.Code);
        Assert.Contains(
            "az ad app update --id 22222222 --web-redirect-uris https://site.example/.auth/login/aad/callback "
                + "https://texts.clinic.example/.auth/login/aad/callback --output none",
            run.Calls);
        Assert.DoesNotContain(run.Calls, call => call.StartsWith("az ad app credential", StringComparison.Ordinal));
    }

    [UnixTheory]
    [InlineData("az account show|0|33333333-3333-4333-8333-333333333333", "in another")]
    [InlineData("az account show|1|", "in another")]
    [InlineData("az ad app create|1|", "may not register")]
    [InlineData("az ad app credential reset|1|", "may not make a secret")]
    [InlineData("az ad app credential reset|0|a\"b", "of a form")]
    [InlineData("az rest|1|", "could not be given")]
    public async Task What_the_account_may_not_do_is_told_as_steps_for_somebody_who_may(string answer, string why)
    {
        var run = await HookRun.OfAsync("sign-in", answer + "\n" + Entra, HookRun.Deployed);
        Assert.Equal(0, run.Code);
        Assert.Contains("STAFF CANNOT SIGN IN YET", run.Output, StringComparison.Ordinal);
        Assert.Contains(why, run.Output, StringComparison.Ordinal);
        Assert.Contains("redirect https://site.example/.auth/login/aad/callback", run.Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Tenant_stands_in_the_rules_that_are_uploaded()
    {
        using var rules = new TemporaryFile(Repository.Read("src/web/staticwebapp.config.json"));
        var run = await HookRun.OfAsync("predeploy-web", "", HookRun.Deployed, "", rules.Path);
        Assert.Equal(0, run.Code);
        Assert.Contains(
            "\"openIdIssuer\": \"https://login.microsoftonline.com/00000000-0000-4000-8000-000000000002\"",
            rules.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await HookRun.OfAsync("predeploy-web", "", HookRun.Deployed, "", rules.Path)).Code);

        var other = HookRun.With("STAFF_TENANT_ID", "00000000-0000-4000-8000-000000000009");
        Assert.NotEqual(0, (await HookRun.OfAsync("predeploy-web", "", other, "", rules.Path)).Code);
    }

    [UnixTheory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("common")]
    [InlineData("00000000-0000-4000-8000-000000000002/../common")]
    public async Task Tenant_that_is_none_is_not_written(string? tenant)
    {
        using var rules = new TemporaryFile(Repository.Read("src/web/staticwebapp.config.json"));
        var run = await HookRun.OfAsync("predeploy-web", "", HookRun.With("STAFF_TENANT_ID", tenant), "", rules.Path);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("<TENANT_ID>", rules.Text, StringComparison.Ordinal);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public string Text => File.ReadAllText(Path);

        public void Dispose() => File.Delete(Path);
    }
}

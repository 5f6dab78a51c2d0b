namespace SecureText.Infra;

/// <summary>The hook that stops the program when anybody can reach it. Windows runs its twin, which no test here can.</summary>
public sealed class KnockTests
{
    private const string Shut =
        """
        https://func.example/api/hooks|0|401
        https://func.example/runtime|0|401
        https://func.example|0|401
        https://site.example/api/GetRoles|0|404
        https://site.example/api/me|0|401
        https://site.example/api/health/live|0|200
        https://site.example/api/health/ready|0|200
        https://site.example/.auth/login/aad|0|https://login.microsoftonline.com/00000000-0000-4000-8000-000000000002/oauth2
        az account show|0|
        az deployment group create|0|
        az functionapp stop|0|
        """;

    [UnixFact]
    public async Task Shut_program_gets_its_texts()
    {
        var run = await HookRun.OfAsync("postdeploy", Shut, HookRun.Deployed);
        Assert.Equal((0, 0), (run.Code, Stops(run)));
        Assert.Contains(run.Calls, call => call.StartsWith("az deployment group create", StringComparison.Ordinal));
        Assert.Contains("turns away everybody else", run.Output, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("https://func.example/api/health/live|0|200")]
    [InlineData("https://func.example/api/health/live|0|302")]
    [InlineData("https://func.example/API/HEALTH/LIVE|0|200")]
    [InlineData("--header x-ms-client-principal: |0|200")]
    [InlineData("https://func.example/api/GetRoles|0|400")]
    [InlineData("https://func.example/api/GetRoles|0|200")]
    [InlineData("/api/hooks/../health/live|0|200")]
    [InlineData("/api/hooks/%2e%2e/health/live|0|200")]
    [InlineData("/api/hooks/..%2fhealth/live|0|200")]
    [InlineData("/runtime/webhooks/../../api/health/live|0|200")]
    [InlineData("/runtime/webhooks/durabletask/instances|0|200")]
    [InlineData("/admin/host/status|0|200")]
    [InlineData("https://site.example/api/GetRoles|0|400")]
    [InlineData("https://site.example/api/GetRoles|0|200")]
    [InlineData("https://site.example/api/me|0|200")]
    public async Task Open_program_is_stopped_and_gets_no_texts(string open)
    {
        var run = await HookRun.OfAsync("postdeploy", open + "\n" + Shut, HookRun.Deployed);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(1, Stops(run));
        Assert.DoesNotContain(run.Calls, call => call.StartsWith("az deployment", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Open_program_that_cannot_be_stopped_is_said_loudly()
    {
        var run = await HookRun.OfAsync(
            "knock", "az functionapp stop|1|\nhttps://func.example/api/health/live|0|200\n" + Shut, HookRun.Deployed);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("COULD NOT BE STOPPED", run.Output, StringComparison.Ordinal);
    }

    // The machine that knocks may be without a network: then nothing is known, and a program that runs is left running.
    [UnixFact]
    public async Task No_answer_is_no_reason_to_stop_and_none_to_go_on()
    {
        var run = await HookRun.OfAsync("postdeploy", "https://func.example|7|000\n" + Shut, HookRun.Deployed);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(0, Stops(run));
        Assert.DoesNotContain(run.Calls, call => call.StartsWith("az deployment", StringComparison.Ordinal));
    }

    // While the program does not start, the host answers before it looks who asks: that lets nobody in.
    [UnixTheory]
    [InlineData("503")]
    [InlineData("404")]
    public async Task Program_that_does_not_start_is_said_and_not_stopped(string status)
    {
        var run = await HookRun.OfAsync("postdeploy", $"https://func.example/api/health/live|0|{status}\n" + Shut, HookRun.Deployed);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(0, Stops(run));
        Assert.Contains("the program does not answer", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("DOOR IS OPEN", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Calls, call => call.StartsWith("az deployment", StringComparison.Ordinal));
    }

    // Staff are shut out then, texts are stored: they must come.
    [UnixFact]
    public async Task Program_that_is_not_ready_is_said_and_gets_its_texts()
    {
        var run = await HookRun.OfAsync(
            "postdeploy", "https://site.example/api/health/ready|0|503 platformAuthentication fails\n" + Shut, HookRun.Deployed);
        Assert.Equal((0, 0), (run.Code, Stops(run)));
        Assert.Contains("NOT READY", run.Output, StringComparison.Ordinal);
        Assert.Contains("platformAuthentication fails", run.Output, StringComparison.Ordinal);
        Assert.Contains(run.Calls, call => call.StartsWith("az deployment", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Site_that_does_not_reach_the_program_is_an_error_but_a_safe_one()
    {
        var run = await HookRun.OfAsync("knock", "https://site.example/api/health/live|0|500\n" + Shut, HookRun.Deployed);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(0, Stops(run));
    }

    [UnixFact]
    public async Task Sign_in_that_leads_to_another_tenant_is_said()
    {
        var run = await HookRun.OfAsync(
            "knock", "https://site.example/.auth/login/aad|0|https://login.microsoftonline.com/<TENANT_ID>/x?y\n" + Shut, HookRun.Deployed);
        Assert.Equal(0, run.Code);
        Assert.Contains("staff cannot sign in", run.Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Subscriptions_are_tried_again_and_then_given_up()
    {
        var run = await HookRun.OfAsync("postdeploy", "az deployment group create|1|\n" + Shut, HookRun.Deployed);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(6, run.Calls.Count(call => call.StartsWith("az deployment", StringComparison.Ordinal)));
        Assert.Contains("no text will arrive", run.Output, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("AZURE_FUNCTION_APP_HOST")]
    [InlineData("AZURE_SITE_HOST")]
    [InlineData("AZURE_EVENT_TOPIC_NAME")]
    public async Task Missing_output_of_the_template_is_named(string name)
    {
        var run = await HookRun.OfAsync("postdeploy", Shut, HookRun.With(name, null));
        Assert.NotEqual(0, run.Code);
        Assert.Contains($"{name} is not set", run.Output, StringComparison.Ordinal);
    }

    private static int Stops(HookRun run) => run.Calls.Count(call => call.StartsWith("az functionapp stop", StringComparison.Ordinal));
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SecureText.Packages.Tests.Worker.LocalHost;

namespace SecureText.Packages.Tests.Durable.LocalOnly;

/// <summary>What Microsoft's Durable analyzers refuse must not start here.</summary>
public sealed class DurableRulesTests
{
    [Theory]
    [InlineData(typeof(WrongContext), "DURABLE1001")]
    [InlineData(typeof(WrongClient), "[DurableClient] cannot bind to System.String")]
    [InlineData(typeof(TakesToken), "DURABLE0007")]
    [InlineData(typeof(TakesClient), "DURABLE0008")]
    [InlineData(typeof(CallsNobody), "calls the activity 'Nobody', which no function is (DURABLE2003)")]
    [InlineData(typeof(CallsNobodysChild), "calls the sub-orchestration 'NoChild', which no function is (DURABLE2004)")]
    public void Function_that_breaks_a_rule_stops_the_build(Type functions, string expected)
    {
        var error = Assert.Throws<FunctionWorkerException>(() => TestApp.Build([functions]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_that_keep_the_rules_build()
    {
        using var host = TestApp.Build([typeof(JourneyApp)]);

        Assert.NotNull(host);
    }

    [Fact]
    public async Task Durable_functions_without_storage_stop_the_start()
    {
        var error = await Assert.ThrowsAsync<FunctionWorkerException>(() => TestApp.StartAsync([typeof(JourneyApp)]));

        Assert.Contains("AzureWebJobsStorage", error.Message, StringComparison.Ordinal);
    }

    public static class WrongContext
    {
        [Function("F")]
        public static Task RunAsync([OrchestrationTrigger] string input) => Task.FromResult(input);
    }

    public static class WrongClient
    {
        [Function("F")]
        public static void Run([ActivityTrigger] string input, [DurableClient] string client)
        {
        }
    }

    public static class TakesToken
    {
        [Function("F")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken token) =>
            Task.Delay(0, token);
    }

    public static class TakesClient
    {
        [Function("F")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) =>
            Task.CompletedTask;
    }

    public static class CallsNobody
    {
        [Function("F")]
        public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>("Somebody", new { Input = "Nobody" });
            await HelpAsync();

            Task HelpAsync() => context.CallActivityAsync("Nobody", "Somebody");
        }

        [Function("Somebody")]
        public static int Somebody([ActivityTrigger] string input) => input.Length;
    }

    public static class CallsNobodysChild
    {
        [Function("F")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("NoChild", 5);
    }
}

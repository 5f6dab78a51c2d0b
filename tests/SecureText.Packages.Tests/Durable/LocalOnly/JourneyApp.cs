using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SecureText.Packages.Tests.Durable.LocalOnly;

/// <summary>A function app that uses all that orchestrations can, and says on its output where it is.</summary>
public static class JourneyApp
{
    public static async Task RunAsync(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(FunctionSource.Of(typeof(JourneyApp)));
        await builder.Build().RunAsync();
    }

    [Function("Journey")]
    public static async Task<string> JourneyAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var round = context.GetInput<int>();
        if (round > 1)
        {
            Say(context, "event");
            var second = await context.WaitForExternalEvent<string>("Go");
            Say(context, "last");
            return $"{round} {second} {await context.CallActivityAsync<string>("Work", "last")}";
        }

        var results = new List<string> { await context.CallActivityAsync<string>("Work", "one") };
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromMilliseconds(50)));
        results.Add(await context.CallActivityAsync<string>("Flaky", context.InstanceId, retry));
        Say(context, "timer");
        await context.CreateTimer(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        Say(context, "event");
        results.Add(await context.WaitForExternalEvent<string>("Go"));
        results.Add(await context.CallSubOrchestratorAsync<string>("Child", context.NewGuid().ToString()));
        var fan = Enumerable.Range(0, 5).Select(i => context.CallActivityAsync<string>("Work", $"fan{i}"));
        results.AddRange(await Task.WhenAll(fan));
        context.SetCustomStatus(string.Join(' ', results));
        await context.CallActivityAsync("Work", "fan");
        Say(context, "again");
        context.ContinueAsNew(round + 1);
        return "";
    }

    [Function("Child")]
    public static async Task<string> ChildAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<string>("Work", "child") + (context.Parent is null ? " alone" : "");

    [Function("Work")]
    public static async Task<string> WorkAsync([ActivityTrigger] string what)
    {
        await Console.Out.WriteLineAsync($"begin {what}");
        await Task.Delay(50);
        await Console.Out.WriteLineAsync($"end {what}");
        return what.ToUpperInvariant();
    }

    [Function("Flaky")]
    public static string Flaky([ActivityTrigger] string id)
    {
        var marker = Path.Combine(Path.GetTempPath(), $"flaky-{id}");
        if (!File.Exists(marker))
        {
            File.WriteAllText(marker, "");
            throw new TimeoutException("the first attempt fails");
        }

        File.Delete(marker);
        Console.Out.WriteLine("end flaky");
        return "FLAKY";
    }

    [Function("Start")]
    public static async Task<IResult> StartAsync(
        [HttpTrigger("post", Route = "start/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Journey", 1, new StartOrchestrationOptions(id));
        return Results.Accepted();
    }

    [Function("Raise")]
    public static async Task<IResult> RaiseAsync(
        [HttpTrigger("post", Route = "raise/{id}/{value}")] HttpRequest request,
        string id,
        string value,
        [DurableClient] DurableTaskClient client)
    {
        await client.RaiseEventAsync(id, "Go", value);
        return Results.Accepted();
    }

    [Function("Terminate")]
    public static async Task<IResult> TerminateAsync(
        [HttpTrigger("post", Route = "terminate/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
    {
        await client.TerminateInstanceAsync(id, (object)"stopped");
        return Results.Accepted();
    }

    [Function("Purge")]
    public static async Task<IResult> PurgeAsync(
        [HttpTrigger("post", Route = "purge/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client) =>
        Results.Text($"{(await client.PurgeInstanceAsync(id)).PurgedInstanceCount}");

    [Function("Status")]
    public static async Task<IResult> StatusAsync(
        [HttpTrigger("get", Route = "status/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client) =>
        await client.GetInstanceAsync(id, getInputsAndOutputs: true) is { } known
            ? Results.Text($"{known.RuntimeStatus} {(known.IsCompleted ? known.SerializedOutput : known.SerializedCustomStatus)}")
            : Results.Text("none");

    private static void Say(TaskOrchestrationContext context, string point)
    {
        if (!context.IsReplaying)
            Console.Out.WriteLine(point);
    }
}

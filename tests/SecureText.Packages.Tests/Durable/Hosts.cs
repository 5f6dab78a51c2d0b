using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace SecureText.Packages.Tests.Durable;

/// <summary>Shortens the tests: a limit on every wait, so that a hub that hangs fails the test instead of the run.</summary>
internal static class Hosts
{
    internal static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    internal static Task<DurableTaskTestHost> StartAsync(Action<DurableTaskRegistry> tasks) =>
        DurableTaskTestHost.StartAsync(tasks, cancellationToken: Limit);

    internal static async Task<OrchestrationMetadata> RunAsync(
        this DurableTaskClient client, TaskName orchestrator, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, Limit);
        return await client.EndAsync(id);
    }

    internal static Task<OrchestrationMetadata> EndAsync(this DurableTaskClient client, string instanceId) =>
        client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, Limit);

    /// <summary>Waits until the instance shows this custom status, by which orchestrators in tests say how far they are.</summary>
    internal static async Task UntilStatusAsync(this DurableTaskClient client, string instanceId, string customStatus)
    {
        var limit = Limit;
        while (true)
        {
            var known = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, limit);
            if (known?.SerializedCustomStatus is not null && known.ReadCustomStatusAs<string>() == customStatus)
                return;
            Assert.False(known is { IsCompleted: true }, $"ended as {known?.RuntimeStatus} {known?.FailureDetails}");
            await Task.Delay(20, limit);
        }
    }

    internal static async Task UntilAsync(
        this DurableTaskClient client, string instanceId, OrchestrationRuntimeStatus status)
    {
        var limit = Limit;
        while ((await client.GetInstanceAsync(instanceId, limit))?.RuntimeStatus != status)
            await Task.Delay(20, limit);
    }
}

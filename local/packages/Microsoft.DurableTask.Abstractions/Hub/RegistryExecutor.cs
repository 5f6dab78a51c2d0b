using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Hub;

/// <summary>Runs what is in a registry: an orchestrator or activity is made anew for each run, in its own scope.</summary>
internal sealed class RegistryExecutor(DurableTaskRegistry registry, IServiceProvider services, DataConverter converter)
    : IHubExecutor
{
    public Task<TurnResult> RunTurnAsync(string name, string? version, Func<OrchestratorStart, TurnResult> turn)
    {
        if (!TaskKey.TryFind(registry.Orchestrators, name, version, out var make))
            return Task.FromResult(turn(_ => throw new RecordedFailureException(Failure.OrchestratorNotFound(name))));
        using var scope = services.CreateScope();
        return Task.FromResult(turn(context => RunAsync(make!(scope.ServiceProvider), context)));
    }

    private async Task<string?> RunAsync(ITaskOrchestrator orchestrator, ReplayContext context)
    {
        context.Input = converter.Deserialize(context.SerializedInput, orchestrator.InputType);
        return converter.Serialize(await orchestrator.RunAsync(context, context.Input));
    }

    public async Task<string?> RunActivityAsync(ActivityWork work, CancellationToken cancellation)
    {
        if (!TaskKey.TryFind(registry.Activities, work.Name, work.Version, out var make))
            throw new RecordedFailureException(Failure.ActivityNotFound(work.Name));
        await using var scope = services.CreateAsyncScope();
        var activity = make!(scope.ServiceProvider);
        var context = new ActivityContext(work);
        var output = await activity.RunAsync(context, converter.Deserialize(work.Input, activity.InputType));
        return converter.Serialize(output);
    }

    private sealed class ActivityContext(ActivityWork work) : TaskActivityContext
    {
        public override TaskName Name => work.Name;

        public override string InstanceId => work.InstanceId;

        public override string Version => work.Version ?? string.Empty;
    }
}

using Grpc.Core;
using Microsoft.DurableTask.Hub;

namespace Microsoft.DurableTask.Client;

/// <summary>The client of a task hub in the same process.</summary>
internal sealed class HubDurableTaskClient(string name, TaskHub hub, DurableTaskClientOptions options)
    : DurableTaskClient(name)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? startOptions = null,
        CancellationToken cancellation = default)
    {
        var version = startOptions?.Version is { } asked ? asked.Version : options.DefaultVersion;
        var keep = startOptions?.DedupeStatuses?.Select(HubMapping.ParseStatus).ToHashSet();
        var instanceId = string.IsNullOrEmpty(startOptions?.InstanceId)
            ? Guid.NewGuid().ToString("N")
            : startOptions.InstanceId;
        if (instanceId.StartsWith('@'))
            throw new ArgumentException($"'{instanceId}' names an entity, not an orchestration.", nameof(startOptions));
        var start = new HistoryEvent
        {
            Kind = HistoryKind.ExecutionStarted,
            Name = orchestratorName.Name,
            Version = version,
            Payload = options.DataConverter.Serialize(input),
            Tags = startOptions is { Tags.Count: > 0 } ? new(startOptions.Tags) : null,
        };
        await hub.CreateAsync(instanceId, start, startOptions?.StartAt?.UtcDateTime, keep, cancellation);
        return instanceId;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var raised = new HistoryEvent
        {
            Kind = HistoryKind.EventRaised,
            Name = eventName,
            Payload = options.DataConverter.Serialize(eventPayload),
        };
        await PostAsync(instanceId, raised, cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? terminateOptions = null, CancellationToken cancellation = default) =>
        PostAsync(
            instanceId,
            new HistoryEvent
            {
                Kind = HistoryKind.Terminated,
                Payload = options.DataConverter.Serialize(terminateOptions?.Output),
                Recursive = terminateOptions?.Recursive ?? false,
            },
            cancellation);

    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        PostAsync(instanceId, new() { Kind = HistoryKind.Suspended, Payload = reason }, cancellation);

    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        PostAsync(instanceId, new() { Kind = HistoryKind.Resumed, Payload = reason }, cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Map(await hub.WaitAsync(instanceId, known => known.Status != HubStatus.Pending, cancellation), getInputsAndOutputs);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Map(await hub.WaitAsync(instanceId, known => known.Status.IsTerminal(), cancellation), getInputsAndOutputs);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var record = await hub.ReadAsync(instanceId, cancellation);
        return record is null ? null : Map(record, getInputsAndOutputs);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create(async (continuation, pageSize, cancellation) =>
        {
            var (records, next) = await hub.QueryAsync(filter.ToHub(pageSize, continuation), cancellation);
            return new Page<OrchestrationMetadata>(
                [.. records.Select(record => Map(record, filter?.FetchInputsAndOutputs ?? false))], next);
        });

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? purgeOptions = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return new PurgeResult(await hub.PurgeAsync(instanceId, cancellation) ? 1 : 0);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? purgeOptions = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "Timeout must be positive.");
        var purged = 0;
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        await foreach (var instance in GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (await hub.PurgeAsync(instance.InstanceId, cancellation))
                purged++;
        }

        return new PurgeResult(purged, true);
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var record = await hub.ReadAsync(instanceId, cancellation)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.");
        if (!restartWithNewInstanceId && !record.Status.IsTerminal())
            throw new InvalidOperationException($"An orchestration with the instanceId {instanceId} cannot be restarted.");
        var again = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        var start = new HistoryEvent
        {
            Kind = HistoryKind.ExecutionStarted,
            Name = record.Name,
            Version = record.Version,
            Payload = record.Input,
            Tags = record.Tags,
        };
        await hub.CreateAsync(again, start, null, null, cancellation);
        return again;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task PostAsync(string instanceId, HistoryEvent news, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (await hub.PostAsync(instanceId, news, cancellation) || !hub.Options.RefuseMissingInstances)
            return;
        throw await hub.ReadAsync(instanceId, cancellation) is null
            ? new RpcException("NotFound", $"No instance with ID '{instanceId}' was found.")
            : new RpcException(
                "FailedPrecondition", "The orchestration instance with the provided instance id is not running.");
    }

    private OrchestrationMetadata Map(InstanceRecord record, bool complete) =>
        HubMapping.ToMetadata(record, complete, options.DataConverter);
}

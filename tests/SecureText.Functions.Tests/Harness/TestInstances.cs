using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SecureText.Campaigns;

namespace SecureText.Harness;

/// <summary>
/// The task hub's place in tests of what journeys do: it keeps what each instance waits for, and takes steps when a ring or the clock
/// says so, as the orchestrators do. It outlives <see cref="TestClinic.Restart"/>; a step that fails is taken again.
/// </summary>
public sealed class TestInstances(TestClinic clinic) : DurableTaskClient("test")
{
    private readonly Dictionary<string, Waits> instances = new(StringComparer.Ordinal);

    /// <summary>Instances that have not ended.</summary>
    public IReadOnlyCollection<string> Running => [.. instances.Where(one => !one.Value.IsOver).Select(one => one.Key)];

    /// <summary>How many instances were ever scheduled, each as often as it was.</summary>
    public int Scheduled { get; private set; }

    /// <summary>Takes the steps whose time has come.</summary>
    public async Task RunDueAsync()
    {
        var now = clinic.Time.GetUtcNow();
        foreach (var (instance, waits) in instances.ToList())
        {
            if (!waits.IsOver && waits.WakeAt <= now) await StepAsync(instance, waits.Input);
        }
    }

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        Scheduled++;
        instances[options!.InstanceId!] = new Waits(input!, clinic.Time.GetUtcNow(), false);
        await StepAsync(options.InstanceId!, input!);
        return options.InstanceId!;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        StepAsync(instanceId, instances[instanceId].Input);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(instances.TryGetValue(instanceId, out var waits)
            ? new OrchestrationMetadata("test", instanceId)
            {
                RuntimeStatus = waits.IsOver ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running,
            }
            : null);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // What fails is due at once, as the retry policies have it.
    private async Task StepAsync(string instance, object input)
    {
        instances[instance] = new Waits(input, clinic.Time.GetUtcNow(), false);
        instances[instance] = input switch
        {
            JourneyRef journey => After(journey, await clinic.Get<JourneyRunner>().AdvanceAsync(journey, CancellationToken.None)),
            CampaignRef place when instance == place.Campaign => await EnrolAsync(place),
            CampaignRef place => await RingAsync(place),
            _ => throw new ArgumentException("No such orchestration.", nameof(input)),
        };
    }

    private static Waits After(JourneyRef journey, JourneyWait wait) => new(journey, wait.WakeAt, wait.IsOver);

    private async Task<Waits> EnrolAsync(CampaignRef place)
    {
        while (true)
        {
            var done = await clinic.Get<Enrolment>().EnrolAsync(
                place, journey => CampaignInstances.WakeAsync(this, journey, CancellationToken.None), CancellationToken.None);
            if (done.Next is not { } next) return new Waits(place, null, true);
            if (done.WaitForMore || done.WaitUntil is not null) return new Waits(next, done.WaitUntil, false);
            place = next;
        }
    }

    private async Task<Waits> RingAsync(CampaignRef place)
    {
        for (CampaignRef? next = place; next is not null;)
        {
            next = await clinic.Get<Enrolment>().RingAsync(
                next, journey => CampaignInstances.WakeAsync(this, journey, CancellationToken.None), CancellationToken.None);
        }

        return new Waits(place, null, true);
    }

    private sealed record Waits(object Input, DateTimeOffset? WakeAt, bool IsOver);
}

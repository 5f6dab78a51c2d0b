using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SecureText.Campaigns;

/// <summary>
/// Carries one journey for days: steps, and waits between them for time or a ring. All that it knows are ids and a time, and all
/// that a journey is stands in storage, so that a new version of the program takes over in the middle of one.
/// </summary>
public static class JourneyOrchestrator
{
    /// <summary>One step and one wait.</summary>
    [Function(nameof(JourneyOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var journey = context.GetInput<JourneyRef>()!;
        var wait = journey.Known
            ?? await Steps.TryAsync<JourneyWait>(context, nameof(AdvanceJourney), journey)
            ?? new JourneyWait(false, Steps.AfterFailure(context));
        if (wait.IsOver) return;
        await Steps.WaitAsync(context, CampaignInstances.Look, wait.WakeAt);
        context.ContinueAsNew(journey with { Known = null });
    }
}

/// <summary>The step of a journey.</summary>
public sealed class AdvanceJourney(JourneyRunner runner, StepGuard guard)
{
    /// <summary>Takes it.</summary>
    [Function(nameof(AdvanceJourney))]
    public Task<JourneyWait> RunAsync([ActivityTrigger] JourneyRef journey, CancellationToken cancellationToken) =>
        guard.RunAsync(nameof(AdvanceJourney), journey.Journey, () => runner.AdvanceAsync(journey, cancellationToken), cancellationToken);
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SecureText.Campaigns;

/// <summary>
/// Carries one journey for days: steps, and waits between them for time or a ring. All that it knows are ids and a time, and all
/// that a journey is stands in storage, so that a new version of the program takes over in the middle of one.
/// </summary>
public static class JourneyOrchestrator
{
    // A step is safe to repeat; what fails for a quarter of an hour is logged and asked for again each hour.
    private static readonly TaskOptions StepRetries = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 100, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));

    /// <summary>One step and one wait.</summary>
    [Function(nameof(JourneyOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var journey = context.GetInput<JourneyRef>()!;
        var wait = await context.CallActivityAsync<JourneyWait>(nameof(AdvanceJourney), journey, StepRetries);
        if (wait.IsOver) return;
        await Waiting.ForAsync(context, CampaignInstances.Look, wait.WakeAt);
        context.ContinueAsNew(journey);
    }
}

/// <summary>The step of a journey.</summary>
public sealed class AdvanceJourney(JourneyRunner runner)
{
    /// <summary>Takes it.</summary>
    [Function(nameof(AdvanceJourney))]
    public Task<JourneyWait> RunAsync([ActivityTrigger] JourneyRef journey, CancellationToken cancellationToken) =>
        runner.AdvanceAsync(journey, cancellationToken);
}

/// <summary>Waits in an orchestration.</summary>
internal static class Waiting
{
    /// <summary>Until a time or an event, whichever comes first; without a time until the event.</summary>
    public static async Task ForAsync(TaskOrchestrationContext context, string happened, DateTimeOffset? until)
    {
        using var over = new CancellationTokenSource();
        var ring = context.WaitForExternalEvent<object?>(happened, over.Token);
        if (until is not { } time)
        {
            await ring;
            return;
        }

        var timer = context.CreateTimer(time.UtcDateTime, over.Token);
        await Task.WhenAny(ring, timer);

        // Not awaited: an orchestrator may wait for nothing but what the task hub gives it.
#pragma warning disable CA1849
        over.Cancel();
#pragma warning restore CA1849
    }
}

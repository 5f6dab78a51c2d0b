using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace SecureText.Campaigns;

/// <summary>Names a place in a campaign's selection: opaque ids only.</summary>
/// <param name="Campaign">Which campaign; also the name of its orchestration.</param>
/// <param name="Cursor">Where the next batch begins; null at the beginning.</param>
/// <param name="Looked">Occasions looked at before it.</param>
public sealed record CampaignRef(string Campaign, string? Cursor, int Looked);

/// <summary>What a batch leads to.</summary>
/// <param name="Next">Where to go on; null when all have been looked at.</param>
/// <param name="WaitUntil">Not before this time: the line has enough to do.</param>
/// <param name="WaitForMore">Nothing to do until something is told: it is paused, or goes on with what is to come.</param>
public sealed record BatchDone(CampaignRef? Next, DateTimeOffset? WaitUntil, bool WaitForMore);

/// <summary>
/// Takes the occasions of a campaign in, fifty at a time and no faster than the line sends, so that a text of another campaign,
/// or of staff, does not stand behind ten thousand others.
/// </summary>
public static class CampaignOrchestrator
{
    private static readonly TaskOptions BatchRetries = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 100, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));

    /// <summary>One batch and one wait.</summary>
    [Function(nameof(CampaignOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var place = context.GetInput<CampaignRef>()!;
        var done = await context.CallActivityAsync<BatchDone>(nameof(EnrolBatch), place, BatchRetries);
        if (done.WaitForMore) await Waiting.ForAsync(context, CampaignInstances.More, null);
        else if (done.WaitUntil is { } time) await Waiting.ForAsync(context, CampaignInstances.More, time);
        if (done.Next is { } next) context.ContinueAsNew(next);
    }
}

/// <summary>Wakes every journey of a campaign, after it was resumed or cancelled.</summary>
public static class MembersOrchestrator
{
    private static readonly TaskOptions BatchRetries = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 100, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));

    /// <summary>One batch.</summary>
    [Function(nameof(MembersOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var place = context.GetInput<CampaignRef>()!;
        if (await context.CallActivityAsync<CampaignRef?>(nameof(RingMembers), place, BatchRetries) is { } next)
            context.ContinueAsNew(next);
    }
}

/// <summary>A batch of a campaign.</summary>
public sealed class EnrolBatch(Enrolment enrolment)
{
    /// <summary>Takes it in.</summary>
    [Function(nameof(EnrolBatch))]
    public Task<BatchDone> RunAsync(
        [ActivityTrigger] CampaignRef place, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        enrolment.EnrolAsync(place, journey => CampaignInstances.WakeAsync(client, journey, cancellationToken), cancellationToken);
}

/// <summary>A batch of a campaign's journeys.</summary>
public sealed class RingMembers(Enrolment enrolment)
{
    /// <summary>Wakes them.</summary>
    [Function(nameof(RingMembers))]
    public Task<CampaignRef?> RunAsync(
        [ActivityTrigger] CampaignRef place, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        enrolment.RingAsync(place, journey => CampaignInstances.WakeAsync(client, journey, cancellationToken), cancellationToken);
}

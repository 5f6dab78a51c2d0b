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
    /// <summary>One batch and one wait.</summary>
    [Function(nameof(CampaignOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var place = context.GetInput<CampaignRef>()!;
        var done = await Steps.TryAsync<BatchDone>(context, nameof(EnrolBatch), place)
            ?? new BatchDone(place, Steps.AfterFailure(context), false);

        // Only a campaign that has nothing else to do takes the event: while it keeps pace, the event is kept for then.
        if (done.WaitForMore) await Steps.WaitAsync(context, CampaignInstances.More, null);
        else if (done.WaitUntil is { } time) await context.CreateTimer(time.UtcDateTime, CancellationToken.None);
        if (done.Next is { } next) context.ContinueAsNew(next);
    }
}

/// <summary>Wakes every journey of a campaign, after it was resumed or cancelled. One instance a ring.</summary>
public static class MembersOrchestrator
{
    /// <summary>One batch.</summary>
    [Function(nameof(MembersOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var place = context.GetInput<CampaignRef>()!;
        var done = await Steps.TryAsync<BatchDone>(context, nameof(RingMembers), place)
            ?? new BatchDone(place, Steps.AfterFailure(context), false);
        if (done.WaitUntil is { } time) await context.CreateTimer(time.UtcDateTime, CancellationToken.None);
        if (done.Next is { } next) context.ContinueAsNew(next);
    }
}

/// <summary>A batch of a campaign.</summary>
public sealed class EnrolBatch(Enrolment enrolment, StepGuard guard)
{
    /// <summary>Takes it in.</summary>
    [Function(nameof(EnrolBatch))]
    public Task<BatchDone> RunAsync(
        [ActivityTrigger] CampaignRef place, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => guard.RunAsync(
            nameof(EnrolBatch), place.Campaign,
            () => enrolment.EnrolAsync(place, journey => CampaignInstances.WakeAsync(client, journey, cancellationToken), cancellationToken),
            cancellationToken);
}

/// <summary>A batch of a campaign's journeys.</summary>
public sealed class RingMembers(Enrolment enrolment, StepGuard guard)
{
    /// <summary>Wakes them.</summary>
    [Function(nameof(RingMembers))]
    public Task<BatchDone> RunAsync(
        [ActivityTrigger] CampaignRef place, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => guard.RunAsync(
            nameof(RingMembers), place.Campaign,
            async () => new BatchDone(
                await enrolment.RingAsync(place, journey => CampaignInstances.WakeAsync(client, journey, cancellationToken), cancellationToken),
                null, false),
            cancellationToken);
}

using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>Wakes orchestrations by the ids of what they run, and starts them when they do not run. Twice is once.</summary>
internal static class CampaignInstances
{
    /// <summary>Tells a journey to look.</summary>
    public const string Look = "look";

    /// <summary>Tells a campaign that there may be more to do.</summary>
    public const string More = "more";

    /// <summary>Wakes what a promise is about.</summary>
    public static Task WakeAsync(DurableTaskClient client, DueItem item, CancellationToken cancellationToken) => item switch
    {
        { Journey: { } journey } => WakeAsync(client, JourneyRef.For(item.Conversation, journey), cancellationToken),
        { Campaign: { } campaign, Members: false } => WakeAsync(
            client, campaign, nameof(CampaignOrchestrator), new CampaignRef(campaign, null, 0), More, cancellationToken),
        { Campaign: { } campaign } => WakeAsync(
            client, string.Create(CultureInfo.InvariantCulture, $"{campaign}-{item.At.UtcTicks}"), nameof(MembersOrchestrator), new CampaignRef(campaign, null, 0), More, cancellationToken),
        _ => throw new ArgumentException("A promise about no orchestration.", nameof(item)),
    };

    /// <summary>Wakes a journey.</summary>
    public static Task WakeAsync(DurableTaskClient client, JourneyRef journey, CancellationToken cancellationToken) =>
        WakeAsync(client, journey.Instance, nameof(JourneyOrchestrator), journey, Look, cancellationToken);

    private static async Task WakeAsync(
        DurableTaskClient client, string instance, TaskName name, object input, string happened, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instance, cancellationToken) is { IsCompleted: false })
        {
            await client.RaiseEventAsync(instance, happened, null, cancellationToken);
            return;
        }

        await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instance), cancellationToken);
    }
}

using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>Wakes the ongoing campaigns that new occasions may belong to.</summary>
public sealed class CampaignBell(CampaignStates campaigns, DueWork due, TimeProvider time)
{
    // An import rings for each row: within this time that is one look.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    // Who is about to write them rings first; the look must not be earlier.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> rung = [];

    /// <summary>Occasions of a kind have come, or are about to.</summary>
    public async Task NewAsync(OccasionKind kind, CancellationToken cancellationToken)
    {
        var at = new DateTimeOffset(((time.GetUtcNow() + Late).UtcTicks / Step.Ticks * Step.Ticks) + Step.Ticks, TimeSpan.Zero);
        foreach (var campaign in await campaigns.AllAsync(cancellationToken))
        {
            if (campaign is { Ongoing: true, State: CampaignState.Running or CampaignState.Paused } && campaign.Selection.Kind == kind && IsNew(campaign.Id, at))
            {
                await due.PromiseAsync(DueItem.For(at, campaign.Id, members: false), cancellationToken);
                lock (gate) rung[campaign.Id] = at;
            }
        }
    }

    private bool IsNew(string campaign, DateTimeOffset at)
    {
        lock (gate) return !rung.TryGetValue(campaign, out var last) || last != at;
    }
}

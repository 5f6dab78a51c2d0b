using System.Collections.Concurrent;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>
/// Where campaigns stand, up to five seconds old, for what asks often: each text at sending and each step of a journey.
/// </summary>
public sealed class CampaignStates(CampaignStore store, TimeProvider time)
{
    internal static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (CampaignView View, long At)> known = new(StringComparer.Ordinal);
    private Listed? all;

    /// <summary>A campaign. One that is not there, or whose row was changed, is held: nothing of it goes (fail closed).</summary>
    public async ValueTask<CampaignView> OfAsync(string campaign, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(campaign, out var last) && time.GetElapsedTime(last.At) < GoodFor) return last.View;
        var at = time.GetTimestamp();
        var row = await store.FindAsync(campaign, cancellationToken);
        var view = new CampaignView(row?.Campaign?.State ?? CampaignState.Paused, row?.Campaign);
        known[campaign] = (view, at);
        return view;
    }

    /// <summary>All campaigns whose rows are whole.</summary>
    public async ValueTask<IReadOnlyList<Campaign>> AllAsync(CancellationToken cancellationToken)
    {
        if (all is { } last && time.GetElapsedTime(last.At) < GoodFor) return last.Campaigns;
        var at = time.GetTimestamp();
        IReadOnlyList<Campaign> campaigns = [.. (await store.ReadAsync(cancellationToken)).Select(row => row.Campaign).OfType<Campaign>()];
        all = new Listed(campaigns, at);
        return campaigns;
    }

    /// <summary>Forgets a campaign that this process has just changed.</summary>
    internal void Forget(string campaign)
    {
        known.TryRemove(campaign, out _);
        all = null;
    }

    private sealed record Listed(IReadOnlyList<Campaign> Campaigns, long At);
}

/// <summary>A campaign as it was a moment ago.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Campaign">Null when it is not there or was changed.</param>
public sealed record CampaignView(CampaignState State, Campaign? Campaign);

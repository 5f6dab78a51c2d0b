using System.Collections.Concurrent;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>
/// Where campaigns stand, up to five seconds old, for what asks often: each text at sending and each step of a journey.
/// </summary>
public sealed class CampaignStates(CampaignStore store, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (CampaignView View, long At)> known = new(StringComparer.Ordinal);

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

    /// <summary>Forgets a campaign that this process has just changed.</summary>
    internal void Forget(string campaign) => known.TryRemove(campaign, out _);
}

/// <summary>A campaign as it was a moment ago.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Campaign">Null when it is not there or was changed.</param>
public sealed record CampaignView(CampaignState State, Campaign? Campaign);

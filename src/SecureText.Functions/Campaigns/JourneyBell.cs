using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>
/// Wakes journeys: a promise that the timer keeps within seconds. Who changes something writes it first and then rings; what a
/// journey does it decides by what is stored, so a ring that is lost or comes twice changes nothing but the time.
/// </summary>
public sealed class JourneyBell(ConversationStore store, CampaignStates campaigns, DueWork due, TimeProvider time)
{
    // The change may land only after the ring, when a caller must ring first; the look must not be earlier.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(2);

    /// <summary>Wakes one journey.</summary>
    public Task RingAsync(ConversationId conversation, JourneyId journey, CancellationToken cancellationToken) =>
        due.PromiseAsync(DueItem.For(time.GetUtcNow(), conversation, journey), cancellationToken);

    /// <summary>Wakes one journey in a moment, and once more, for who is about to change something.</summary>
    public async Task RingSoonAsync(ConversationId conversation, JourneyId journey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await due.PromiseAsync(DueItem.For(now + Late, conversation, journey), cancellationToken);
        await due.PromiseAsync(DueItem.For(now + Latest, conversation, journey), cancellationToken);
    }

    /// <summary>Wakes all journeys that run for a number.</summary>
    public async Task RingAllAsync(ConversationId conversation, JourneySet journeys, CancellationToken cancellationToken)
    {
        if (journeys.IsEmpty) return;
        foreach (var journey in journeys.Ids) await RingAsync(conversation, journey, cancellationToken);
    }

    /// <summary>Wakes all journeys that run for a number; asks which.</summary>
    public async Task RingAllAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(conversation, cancellationToken) is { } row)
            await RingAllAsync(conversation, row.Head.Journeys, cancellationToken);
    }

    /// <summary>Wakes the journeys of an occasion in a moment, and once more, whichever playbook they follow, for who is about to change it.</summary>
    /// <returns>False when a campaign of its kind has no journey for it.</returns>
    public async Task<bool> RingOccasionAsync(Occasion occasion, CancellationToken cancellationToken)
    {
        var hasAll = true;
        foreach (var playbook in await PlaybooksAsync(occasion.Kind, cancellationToken))
        {
            var journey = JourneyId.For(playbook, occasion.Id);
            if (await store.HasJourneyAsync(occasion.Conversation, journey, cancellationToken))
                await RingSoonAsync(occasion.Conversation, journey, cancellationToken);
            else
                hasAll = false;
        }

        return hasAll;
    }

    private async Task<IEnumerable<string>> PlaybooksAsync(OccasionKind kind, CancellationToken cancellationToken) =>
        (await campaigns.AllAsync(cancellationToken))
            .Where(campaign => campaign.Selection.Kind == kind)
            .Select(campaign => campaign.Playbook.Id)
            .Distinct();
}

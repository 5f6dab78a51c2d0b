using System.Text.Json;
using SecureText.Campaigns;
using SecureText.Import;
using SecureText.Storage;

namespace SecureText.Roster;

/// <summary>Writes occasions, and tells the campaigns about them.</summary>
public sealed class OccasionChanges(RosterStore roster, JourneyBell journeys, CampaignBell campaigns)
{
    /// <summary>The roster's id of an occasion.</summary>
    public Task<string> IdOfAsync(OccasionKind kind, string source, string id, CancellationToken cancellationToken) =>
        roster.IdOfAsync(kind.ToString().ToLowerInvariant(), $"{source}|{id}", cancellationToken);

    /// <summary>Hash of all that an entry says, of the patient that it is about.</summary>
    public Task<string> ContentOfAsync(OccasionEntry entry, string patient, CancellationToken cancellationToken) =>
        roster.IdOfAsync("occasion-content", $"{patient}|{JsonSerializer.Serialize(entry.IsUndated ? entry with { At = default } : entry)}", cancellationToken);

    /// <summary>Writes one and tells the campaigns; the journal is the caller's.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Its roster id.</param>
    /// <param name="change">What it is from now on and what that was made from, by what it was; null leaves it.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    internal async Task<RowOutcome> WriteAsync(
        OccasionKind kind, string id, Func<OccasionRow?, (Occasion After, string Content)?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await roster.FindOccasionAsync(kind, id, cancellationToken);
            if (change(before) is not var (after, content)) return RowOutcome.Same;
            if (after == before?.Occasion && content == before.Content) return RowOutcome.Same;

            // Rung first: should this process die behind the write, the same said again is no change and rings nobody. And once
            // more where the write took its time.
            var isAwaited = await RingAsync(after, before?.Occasion, cancellationToken);
            if (!await roster.SaveOccasionAsync(after, content, before, cancellationToken)) continue;
            if (isAwaited) await campaigns.NewAsync(after.Kind, cancellationToken);
            return before?.Occasion is null ? RowOutcome.New : RowOutcome.Changed;
        }
    }

    // Who waits for it: its journeys; and, said by true, the campaigns, where one has none for it yet. Of an occasion that was known
    // something may have been missing: where to meet, the days of the selection, another number.
    private async Task<bool> RingAsync(Occasion after, Occasion? before, CancellationToken cancellationToken)
    {
        var isIn = before is not null && await journeys.RingOccasionAsync(after, cancellationToken);

        // The patient has another number now: what runs for the old one must see it too.
        if (before is not null && before.Conversation != after.Conversation) await journeys.RingOccasionAsync(before, cancellationToken);
        if (isIn || (before is not null && JourneyNews.Of(after) is not null)) return false;
        await campaigns.NewAsync(after.Kind, cancellationToken);
        return true;
    }
}

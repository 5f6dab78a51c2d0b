using System.Security.Cryptography;
using System.Text;
using SecureText.Audit;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>Starts, pauses, resumes and cancels campaigns for staff. Each is journaled before it is stored.</summary>
public sealed class CampaignDesk(
    CampaignStore store, CampaignStates states, DueWork due, IJournal journal, TimeProvider time)
{
    /// <summary>Starts a campaign; the same key of the same person twice is one campaign. It begins within seconds.</summary>
    /// <param name="name">What staff call it.</param>
    /// <param name="playbook">As it is now; the campaign keeps it.</param>
    /// <param name="selection">For whom.</param>
    /// <param name="ongoing">Also for occasions that come later.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="idempotencyKey">The caller's name for the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Campaign> StartAsync(
        string name,
        Playbook playbook,
        Selection selection,
        bool ongoing,
        string actor,
        string idempotencyKey,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var campaign = new Campaign
        {
            Id = IdFor(actor, idempotencyKey),
            Name = name,
            Playbook = playbook,
            Selection = selection,
            Ongoing = ongoing,
            CreatedAt = now,
            CreatedBy = actor,
        };
        await due.PromiseAsync(DueItem.For(now + DueWork.Grace, campaign.Id, members: false), cancellationToken);
        await JournalAsync(actor, "campaign.start", "attempted", campaign.Id, cancellationToken);
        var isNew = await store.AddAsync(campaign, cancellationToken);
        states.Forget(campaign.Id);
        await JournalAsync(actor, "campaign.start", isNew ? "done" : "repeated", campaign.Id, cancellationToken);
        await due.PromiseAsync(DueItem.For(now, campaign.Id, members: false), cancellationToken);
        return isNew ? campaign : (await store.FindAsync(campaign.Id, cancellationToken))?.Campaign ?? campaign;
    }

    /// <summary>Nothing of it goes until it is resumed.</summary>
    /// <returns>Where it stands then; null when there is none, or it is over.</returns>
    public Task<CampaignState?> PauseAsync(string id, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, CampaignState.Paused, actor, "campaign.pause", cancellationToken);

    /// <summary>It goes on.</summary>
    /// <inheritdoc cref="PauseAsync" path="/returns"/>
    public Task<CampaignState?> ResumeAsync(string id, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, CampaignState.Running, actor, "campaign.resume", cancellationToken);

    /// <summary>Nothing of it goes ever again.</summary>
    /// <inheritdoc cref="PauseAsync" path="/returns"/>
    public Task<CampaignState?> CancelAsync(string id, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, CampaignState.Cancelled, actor, "campaign.cancel", cancellationToken);

    private async Task<CampaignState?> ChangeAsync(
        string id, CampaignState to, string actor, string action, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { Campaign: { } campaign } row
                || campaign.State is CampaignState.Cancelled or CampaignState.Done)
            {
                await JournalAsync(actor, action, "refused", id, cancellationToken);
                return null;
            }

            // Its journeys and its own orchestration look again, also when this process dies before it could tell them. A
            // pause needs no look: the sender asks before each text.
            var now = time.GetUtcNow();
            if (to != CampaignState.Paused) await RingAsync(id, now + DueWork.Grace, cancellationToken);
            await JournalAsync(actor, action, "attempted", id, cancellationToken);
            if (campaign.State != to && !await store.UpdateAsync(row, campaign with { State = to }, cancellationToken)) continue;
            states.Forget(id);
            await JournalAsync(actor, action, "done", id, cancellationToken);
            if (to != CampaignState.Paused) await RingAsync(id, now + CampaignStates.GoodFor, cancellationToken);
            return to;
        }
    }

    private async Task RingAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await due.PromiseAsync(DueItem.For(at, id, members: true), cancellationToken);
        await due.PromiseAsync(DueItem.For(at, id, members: false), cancellationToken);
    }

    private Task JournalAsync(string actor, string action, string outcome, string campaign, CancellationToken cancellationToken) =>
        journal.AppendAsync(new AuditEntry(time.GetUtcNow(), actor, action, [], outcome, campaign), cancellationToken);

    // The key is the caller's free text: only its hash is stored.
    internal static string IdFor(string actor, string idempotencyKey) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"securetext/campaign/v1|{actor}|{idempotencyKey}")))[..Campaign.IdLength];
}

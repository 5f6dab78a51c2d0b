using System.Text.Json;
using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>
/// Takes a journey one step on, by what is stored at this moment: reads, folds, writes state, head and texts in one transaction,
/// and lets the sender have the texts. Safe to call at any time, any number of times, from anywhere (P3).
/// </summary>
public sealed partial class JourneyRunner(
    ConversationStore store,
    CampaignStates campaigns,
    CampaignMembers members,
    JourneyReading reading,
    JourneyCommit commit,
    Sender sender,
    IJournal journal,
    TimeProvider time,
    ILogger<JourneyRunner> logger)
{
    // More than a patient writes between two looks.
    private const int Newest = 30;

    // What a person must mend first is not asked for every second.
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestUnread = TimeSpan.FromDays(60);

    /// <summary>Takes the step.</summary>
    public Task<JourneyWait> AdvanceAsync(JourneyRef journey, CancellationToken cancellationToken) =>
        ConversationId.TryParse(journey.Conversation, out var id) && JourneyId.TryParse(journey.Journey, out var journeyId)
            ? AdvanceAsync(id, journeyId, null, cancellationToken)
            : Task.FromResult(JourneyWait.Over);

    /// <summary>Takes the first step of a journey that is not there yet; of one that is, the next.</summary>
    internal Task<JourneyWait> BeginAsync(StoredJourney journey, ConversationId id, CancellationToken cancellationToken) =>
        AdvanceAsync(id, journey.Id, journey, cancellationToken);

    private async Task<JourneyWait> AdvanceAsync(
        ConversationId id, JourneyId journeyId, StoredJourney? begin, CancellationToken cancellationToken)
    {
        var made = new Dictionary<string, JourneyWords.Made>(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        var looked = false;
        while (true)
        {
            var (page, row) = await store.FindJourneyAsync(id, journeyId, Newest, cancellationToken);
            if (page.Head is not { } head) return JourneyWait.Not("no-conversation");
            if (row is { Journey: null } || (row is null && (begin is null || head.Head.Journeys.Contains(journeyId))))
            {
                if (!head.Head.Journeys.Contains(journeyId)) return JourneyWait.Over;

                // Row and head were read side by side: one that is just being written looks as if it were gone.
                if (!looked)
                {
                    looked = true;
                    continue;
                }

                LogDamaged(journeyId.Value);
                if (!await commit.EndDamagedAsync(id, head, journeyId, cancellationToken)) continue;
                return JourneyWait.Over;
            }

            if (row is null && head.Head.Journeys.IsFull) return JourneyWait.Not("too-many-journeys");
            var restarts = Restarts(row?.Journey, begin);
            if (!restarts && begin is not null && row?.Journey is { } other && other.Campaign != begin.Campaign) return JourneyWait.Not("already");
            var before = restarts ? begin! : row?.Journey ?? begin!;
            var view = await campaigns.OfAsync(before.Campaign, cancellationToken);
            var (occasion, known) = await reading.OccasionAsync(id, before, cancellationToken);
            var closes = before.State.Anchor + (view.Campaign?.Playbook.Closes ?? LongestUnread);
            if (view.Campaign is not { } campaign || (occasion is null && time.GetUtcNow() < closes))
            {
                if (time.GetUtcNow() >= closes) return JourneyWait.Over;

                // Nothing goes by what somebody without the key has written.
                LogUnreadable(journeyId.Value, before.Campaign);
                return new JourneyWait(false, time.GetUtcNow() + Later);
            }

            var (context, roster) = await reading.ContextAsync(id, before, occasion, known, cancellationToken);
            var news = await reading.NewsAsync(id, before, campaign.Playbook, page, cancellationToken);
            var now = time.GetUtcNow();
            var fold = new JourneyFold(campaign.Playbook, before.State, now, context);
            if (occasion is null) fold.Take(new JourneyEvent.Cancelled("closed"));
            occasion ??= JourneyReading.Gone(id, before);
            foreach (var happened in JourneyNews.Standing(id, before, campaign, head.Head.Consent, occasion)) fold.Take(happened);
            foreach (var (happened, text) in news.Events) fold.Take(happened, text);
            fold.Take(new JourneyEvent.Tick());
            var after = news.Journey with { State = fold.State, WakeAt = fold.WakeAt, OccasionAt = occasion.At };
            var wait = new JourneyWait(fold.State.Status == JourneyStatus.Ended, fold.WakeAt);
            if (row is not null && !restarts && fold is { Sends.Count: 0, Calls.Count: 0 } && IsSame(before, after)) return wait;

            var step = new JourneyStepTaken(id, page, row, before, after, fold, campaign.Playbook, occasion, roster, now);
            var draft = await commit.DraftAsync(step, made, cancellationToken);

            // The figures first: whoever finds the step undone takes it again, and writes them again.
            told.UnionWith(draft.Member.Texts.Keys);
            await members.SaveAsync(draft.Member.Untold(told), cancellationToken);
            await journal.AppendAsync(
                new AuditEntry(now, Campaign.ActorOf(before.Campaign), "campaign.step", [id.Value], "attempted", journeyId.Value),
                cancellationToken);

            // The ticket last: a step that cannot be taken takes nobody's turn.
            draft = await QueuedAsync(head, draft, now, cancellationToken);
            if (!await commit.CommitAsync(draft, cancellationToken)) continue;
            foreach (var text in draft.Texts.Where(text => draft.DueAt(text) is null))
                await sender.SendAsync(id, text, cancellationToken, isPromised: true);
            return wait;
        }
    }

    // A text that only waits for its turn is written with its ticket, and the sender first sees it when its time has come.
    private async Task<JourneyCommit.Draft> QueuedAsync(
        HeadRow head, JourneyCommit.Draft draft, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var messages = new List<MessageDraft>();
        foreach (var message in draft.Change.Messages)
        {
            var ticket = await sender.TicketAsync(head, message, cancellationToken);
            messages.Add(message with { TicketAt = ticket, DueAt = ticket > now ? ticket : message.DueAt });
        }

        return draft with { Change = draft.Change with { Messages = messages } };
    }

    // Who was not texted because a campaign or a visit was called off may be by another campaign.
    private static bool Restarts(StoredJourney? known, StoredJourney? begin) =>
        begin is not null && known?.Campaign != begin.Campaign
        && known?.State is { Status: JourneyStatus.Ended } state
        && (state.EndedBy is "campaign-cancelled" or "cancelled" or "moved-number" || (state.EndedBy == "closed" && state.Answers.Count == 0));

    private static bool IsSame(StoredJourney before, StoredJourney after) =>
        ReferenceEquals(before.Seen, after.Seen)
        && ReferenceEquals(before.Texts, after.Texts)
        && (before.WakeAt, before.OccasionAt) == (after.WakeAt, after.OccasionAt)
        && (ReferenceEquals(before.State, after.State)
            || JsonSerializer.Serialize(before.State) == JsonSerializer.Serialize(after.State));

    [LoggerMessage(1, LogLevel.Error, "Journey {Journey} was changed or removed in storage; it has ended and staff are told.")]
    private partial void LogDamaged(string journey);

    [LoggerMessage(2, LogLevel.Error, "Journey {Journey} waits: campaign {Campaign} or its occasion is missing or was changed.")]
    private partial void LogUnreadable(string journey, string campaign);
}

/// <summary>One step, decided and not yet written.</summary>
internal sealed record JourneyStepTaken(
    ConversationId Conversation,
    ThreadPage Page,
    JourneyRow? Row,
    StoredJourney Before,
    StoredJourney After,
    JourneyFold Fold,
    Playbook Playbook,
    Occasion Occasion,
    RosterPatient? Roster,
    DateTimeOffset Now)
{
    public HeadRow Head => Page.Head!;

    /// <summary>Since when the patient waits for staff, when it calls nobody.</summary>
    public DateTimeOffset? WaitsSince => JourneyNews.WaitingAfter(Head.Head, [.. Page.Messages], Fold.Taken);
}

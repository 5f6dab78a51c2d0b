using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>Writes a step of a journey: its texts, what calls a person, the state and the head, whole or not at all.</summary>
public sealed class JourneyCommit(
    ConversationStore store, PatientRecords patients, JourneyWords words, InboxIndex inbox, DueWork due, TimeProvider time)
{
    // Older texts are neither answered nor waited for.
    private const int MostTexts = 8;

    // Of a number that several have, nobody knows who has called: words that name nobody may go, and no link.
    private static readonly PatientRecord Nobody = new("", null, Language.English);

    /// <summary>All that a step writes.</summary>
    /// <param name="Change">The transaction.</param>
    /// <param name="Member">The row of the figures.</param>
    /// <param name="Texts">What the sender then gets.</param>
    internal sealed record Draft(ConversationChange Change, CampaignMember Member, IReadOnlyList<MessageId> Texts)
    {
        /// <summary>Until when one of them waits for its turn; null for at once.</summary>
        public DateTimeOffset? DueAt(MessageId text) => Change.Messages.First(message => message.Id == text).DueAt;
    }

    /// <summary>Makes the words. Links that a text carries are stored.</summary>
    /// <param name="step">The step.</param>
    /// <param name="made">Texts that an earlier try made: their links are stored already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<Draft> DraftAsync(
        JourneyStepTaken step, Dictionary<string, JourneyWords.Made> made, CancellationToken cancellationToken)
    {
        var (id, journey, now) = (step.Conversation, step.After, step.Now);
        var codes = step.Fold.Calls.Select(call => (call.Code, call.Urgent)).ToList();
        var statuses = new Dictionary<string, string>(StringComparer.Ordinal);
        var sent = new List<(JourneyText Text, JourneyWords.Made Made, AnswerForm? Asks)>();
        if (step.Fold.Sends.Count > 0)
        {
            var patient = journey.PatientId.Length == 0
                ? Nobody
                : await patients.FindAsync(id, journey.PatientId, cancellationToken);
            var matter = new JourneyWords.Matter(
                id, journey, step.Playbook, step.Occasion, patient, step.Roster, step.Head.Head.Greeted);
            foreach (var (send, question) in step.Fold.Sends)
            {
                // Two ticks apart: a text with a link stands behind what waits there.
                var known = $"{send.Key}|{send.Text.En}";
                if (!made.TryGetValue(known, out var one))
                    made[known] = one = await words.MakeAsync(matter, send, now.AddTicks(2 * sent.Count), cancellationToken);
                statuses[send.Key] = one.Suppressed is { } code ? $"suppressed:{code}" : "queued";
                if (one.Suppressed == PersonCalls.NoBirthDate) codes.Add((PersonCalls.NoBirthDate, false));
                if (one.Suppressed is not null) continue;
                sent.Add((new JourneyText(one.Messages[0].Id, send.Key, send.Touch, question, true), one, send.Asks));
            }
        }

        var overtaken = await OvertakenAsync(step, cancellationToken);
        foreach (var (key, _, after) in overtaken) statuses[key] = $"suppressed:{after.Reason}";

        // A touch of an anchor that has moved is no touch of this one.
        IReadOnlyList<JourneyText> texts =
        [
            .. journey.Texts.Select(text => text with
            {
                Touch = journey.State.Moves == step.Before.State.Moves ? text.Touch : null,
                IsOpen = text.IsOpen && overtaken.All(one => one.Row.Message.Id != text.Message),
            }),
        ];
        if (sent.Count > 0) texts = [.. texts.Concat(sent.Select(one => one.Text)).TakeLast(MostTexts)];
        var notes = codes.Select((call, n) => Note(journey, step.Playbook.Title.En, call.Code, now.AddTicks(100 + n)));
        var change = ConversationChange.Of(id, step.Head, HeadAfter(step, sent.LastOrDefault(one => one.Asks is not null).Asks, codes)) with
        {
            Updates = [.. overtaken.Select(one => (one.Row, one.After))],
            Messages = [.. sent.SelectMany(one => one.Made.Messages), .. notes],
            Links = [.. sent.Where(one => one.Made.Link is not null).Select(one => (one.Text.Message, one.Made.Link!.Id))],
            Journeys = [(step.Row, journey with { Texts = texts, Version = journey.Version + 1 })],
        };
        return new Draft(change, MemberOf(step, statuses), [.. sent.Select(one => one.Text.Message)]);
    }

    /// <summary>Writes it. Promises come first: should this process die at any later point, the timer finishes what was begun.</summary>
    /// <returns>False when something has changed since it was read: decide again.</returns>
    internal async Task<bool> CommitAsync(Draft draft, CancellationToken cancellationToken)
    {
        var (change, before) = (draft.Change, draft.Change.Before!);
        var shown = change.After.Version != before.Head.Version;
        var now = time.GetUtcNow();
        foreach (var text in draft.Texts)
            await due.PromiseAsync(new DueItem(DueWork.BeforeWriting(draft.DueAt(text), now), change.Id, text), cancellationToken);
        if (shown) await due.PromiseAsync(new DueItem(now + DueWork.Grace, change.Id, null), cancellationToken);
        if (await store.CommitAsync(change, cancellationToken) != CommitOutcome.Done) return false;
        foreach (var text in draft.Texts)
        {
            if (draft.DueAt(text) is { } at && at < DueWork.BeforeWriting(at, now))
                await due.PromiseAsync(new DueItem(at, change.Id, text), cancellationToken);
        }

        if (shown)
            await inbox.UpdateAsync(change.Id, before.Head, change.After, change.ContactBox, change.NameBox, cancellationToken);
        return true;
    }

    /// <summary>Ends a journey whose row was changed or removed, and tells staff.</summary>
    /// <returns>False when the head has changed since it was read.</returns>
    internal Task<bool> EndDamagedAsync(ConversationId id, HeadRow head, JourneyId journey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = head.Head.Asked?.Journey == journey ? null : head.Head.Asked;
        var change = ConversationChange.Of(id, head, head.Head.Stepped(head.Head.Journeys.Without(journey), asked).PersonCalled(now, urgent: false)) with
        {
            Messages = [NoteOf("system", "Campaign", PersonCalls.Damaged, journey, now)],
        };
        return CommitAsync(new Draft(change, null!, []), cancellationToken);
    }

    // What waits for its turn, for the morning or for another try has lost its sense when the journey has ended or been settled, when
    // its occasion has moved, or when the next touch goes. In the same transaction: a sender that claims it first wins by its ETag.
    private async Task<List<(string Key, MessageRow Row, Message After)>> OvertakenAsync(JourneyStepTaken step, CancellationToken cancellationToken)
    {
        var (before, after) = (step.Before.State, step.After.State);
        var all = after.Status != JourneyStatus.Running && after.Status != before.Status || after.Moves != before.Moves;
        var touches = step.Fold.Sends.Any(one => one.Send.Touch is not null);
        var overtaken = new List<(string, MessageRow, Message)>();
        foreach (var text in step.After.Texts.Where(text => text.IsOpen && (all || (touches && text.Touch is not null))))
        {
            var row = step.Page.Messages.FirstOrDefault(one => one.Message.Id == text.Message)
                ?? (await store.FindMessageAsync(step.Conversation, text.Message, cancellationToken)).Message;
            if (row is not { IsWhole: true, Message.Status: MessageStatus.Queued }) continue;
            var reason = after.Status == JourneyStatus.Ended ? after.EndedBy ?? "ended" : "overtaken";
            overtaken.Add((text.Key, row, row.Message with { Status = row.Message.Status.Next(MessageEvent.Suppress), Reason = reason }));
        }

        return overtaken;
    }

    private static ConversationHead HeadAfter(
        JourneyStepTaken step, AnswerForm? asks, List<(string Code, bool Urgent)> calls)
    {
        var (head, journey) = (step.Head.Head, step.After);
        var runs = journey.State.Status != JourneyStatus.Ended;
        var journeys = runs ? head.Journeys.With(journey.Id) : head.Journeys.Without(journey.Id);
        var asked = asks is { } form ? new OpenQuestion(journey.Id, form, step.Now)
            : head.Asked?.Journey == journey.Id && journey.State.Asked is null ? null
            : head.Asked;
        var after = head;
        if ((journeys, asked) != (head.Journeys, head.Asked)) after = head.Stepped(journeys, asked);
        if (calls.Count > 0) return after.PersonCalled(step.Now, calls.Any(call => call.Urgent));
        return step.WaitsSince == head.UnansweredSince ? after : after.Understood(step.WaitsSince);
    }

    private static CampaignMember MemberOf(JourneyStepTaken step, Dictionary<string, string> statuses) => new()
    {
        Campaign = step.After.Campaign,
        Journey = step.After.Id,
        Conversation = step.Conversation,
        PatientId = step.After.PatientId,
        Occasion = step.After.Occasion,
        EnrolledAt = step.After.State.StartedAt,
        WakeAt = step.After.WakeAt,
        State = step.After.State,
        Texts = statuses,
    };

    private static MessageDraft Note(StoredJourney journey, string title, string code, DateTimeOffset at) =>
        NoteOf(Campaign.ActorOf(journey.Campaign), title, code, journey.Id, at);

    private static MessageDraft NoteOf(string author, string title, string code, JourneyId journey, DateTimeOffset at) => new(
        MessageId.For(at, $"{journey.Value}|{code}"), at, MessageStatus.Noted, PersonCalls.Words(title, code), author, null,
        MessageClass.Conversation, [])
    {
        Channel = MessageChannel.Note,
    };
}

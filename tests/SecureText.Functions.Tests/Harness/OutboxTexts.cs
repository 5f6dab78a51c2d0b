using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Harness;

/// <summary>Texts of a campaign as a journey writes them to the outbox.</summary>
internal static class OutboxTexts
{
    public static async Task<ConversationId> AgreeAsync(this TestClinic clinic, string number = TestClinic.Patient)
    {
        await clinic.Get<ConsentLedger>().RecordAsync(
            PhoneNumber.Parse(number),
            new ConsentRecord(
                ConsentChange.Granted, Enum.GetValues<MessageClass>(), ConsentSource.Form, clinic.Time.GetUtcNow().AddMinutes(-1),
                "staff:u1", new MessageText("You may text me.")),
            "request",
            CancellationToken.None);
        return await clinic.ConversationOf(number);
    }

    /// <summary>Writes it, with the promise before it; does not send.</summary>
    public static async Task<MessageId> QueueAsync(
        this TestClinic clinic, ConversationId id, string text, Func<MessageDraft, MessageDraft>? with = null)
    {
        var now = clinic.Time.GetUtcNow();

        // Nothing goes of a campaign that is not there.
        var playbook = Playbooks.Of("reminder");
        await clinic.Get<CampaignStore>().AddAsync(
            new Campaign
            {
                Id = "c1",
                Name = "Reminders",
                Playbook = playbook,
                Selection = new Selection(playbook.About[0], null, null),
                CreatedAt = now,
                CreatedBy = "staff:u1",
            },
            CancellationToken.None);
        var draft = new MessageDraft(
            MessageId.For(now, text), now, MessageStatus.Queued, new MessageText(text), "campaign:c1", SendPurpose.Campaign,
            MessageClass.Appointments, [])
        {
            Journey = JourneyId.For("reminder", text),
            Campaign = "c1",
            Touch = "day-before",
        };
        draft = with?.Invoke(draft) ?? draft;
        var store = clinic.Get<ConversationStore>();
        var before = await store.FindAsync(id, CancellationToken.None);
        await clinic.Get<DueWork>().PromiseAsync(new DueItem(now.AddMinutes(1), id, draft.Id), CancellationToken.None);
        var change = new ConversationChange
        {
            Id = id,
            Before = before,
            After = before!.Head,
            ContactBox = before.ContactBox,
            Messages = [draft],
        };
        Assert.NotEqual(CommitOutcome.Conflict, await store.CommitAsync(change, CancellationToken.None));
        return draft.Id;
    }

    public static async Task<MessageId> SendAsync(
        this TestClinic clinic, ConversationId id, string text, Func<MessageDraft, MessageDraft>? with = null)
    {
        var message = await clinic.QueueAsync(id, text, with);
        await clinic.Get<Sender>().SendAsync(id, message, CancellationToken.None);
        return message;
    }

    public static async Task<Message> MessageAsync(this TestClinic clinic, ConversationId id, MessageId message) =>
        (await clinic.Get<ConversationStore>().FindMessageAsync(id, message, CancellationToken.None)).Message!.Message;
}

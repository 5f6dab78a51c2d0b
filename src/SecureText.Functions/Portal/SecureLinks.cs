using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.BreakGlass;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>
/// Sends a patient the link to the portal, with or without a message that waits behind it. The link is stored first; message, text
/// and the idempotency key are one transaction; then the sender, which asks everything again, as for any other text.
/// </summary>
public sealed class SecureLinks(
    ClinicProfile clinic,
    ClinicSettingsSource settings,
    PortalOptions portal,
    PortalStore links,
    PatientRecords patients,
    ConversationStore store,
    InboxBoxes boxes,
    InboxIndex inbox,
    DueWork due,
    Sender sender,
    EmergencyDoor emergencies,
    IJournal journal,
    IRandomSource random,
    TimeProvider time)
{
    /// <summary>Longest message behind a link, in UTF-16 units.</summary>
    public const int LongestMessage = 4000;

    /// <summary>Makes a link and sends it.</summary>
    public async Task<LinkSend> SendAsync(
        ConversationId id, StaffMember staff, LinkRequest asked, CancellationToken cancellationToken)
    {
        var request = IdempotencyKey.HashOf("link", id.Value, asked.IdempotencyKey);
        var token = LinkToken.Create(random);
        PortalLink? link = null;
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before
                || clinic.LineById(before.Head.LineId) is not { } line) return new LinkSend.NotFound();
            if (!await emergencies.MayOpenAsync(staff, id, before, cancellationToken)) return new LinkSend.NotYours();
            if (await store.FindRequestAsync(id, request, asked.Asked, cancellationToken) is var (earlier, sameWords))
                return sameWords ? await RepeatAsync(id, staff, earlier, cancellationToken) : new LinkSend.KeyReused();

            var now = time.GetUtcNow();
            if (await patients.FindAsync(id, asked.PatientId, cancellationToken) is not { } patient) return new LinkSend.NotFound();
            if (patient.DateOfBirth is null) return new LinkSend.BirthDateMissing();
            var current = await settings.CurrentAsync(cancellationToken);
            if (asked.Form is { } form && current.Forms.All(one => one.Id != form)) return new LinkSend.NotFound();
            var text = TextFor(current, asked.Kind, patient.Language, token);
            var gate = Gate.Check(text);
            if ((Refusal(asked.Words) ?? clinic.RefusalOf(SendPurpose.SecureLink, before.Head.Consent, text, gate, line, now)) is { } reason)
            {
                await JournalAsync(id, staff, "refused", request, reason.Code, cancellationToken);
                return new LinkSend.Refused(reason, reason == SendReason.SaysTooMuch ? gate.Findings : []);
            }

            // The link first: a text whose link is not there would lead nowhere. Made once, however often the head changes.
            if (link is null)
            {
                link = LinkFor(id, staff, asked, token, patient.Language, MessageId.For(now.AddTicks(1), request), now) with
                {
                    Posted = asked.Words is null ? null : MessageId.For(now, $"{request}|posted"),
                };
                await links.AddAsync(link, cancellationToken);
            }

            if (await CommitAsync(before, staff, asked, link, text, request, cancellationToken) is not { } change) continue;
            await JournalAsync(id, staff, "queued", link.Message.Value, link.Id.Value, cancellationToken);
            await inbox.UpdateAsync(id, before.Head, change.After, change.ContactBox, before.NameBox, cancellationToken);
            return await FinishAsync(id, link, cancellationToken);
        }
    }

    private async Task<ConversationChange?> CommitAsync(
        HeadRow before,
        StaffMember staff,
        LinkRequest asked,
        PortalLink link,
        MessageText text,
        string request,
        CancellationToken cancellationToken)
    {
        var id = link.Conversation;

        // Both promises come first: should this process die at any later point, the timer finishes what was begun.
        await due.PromiseAsync(new DueItem(link.CreatedAt + DueWork.Grace, id, link.Message), cancellationToken);
        await due.PromiseAsync(new DueItem(link.CreatedAt + DueWork.Grace, id, null), cancellationToken);
        List<MessageDraft> messages =
        [
            new MessageDraft(
                link.Message, link.CreatedAt, MessageStatus.Queued, text, staff.Actor, SendPurpose.SecureLink,
                MessageClass.Conversation, []) { PatientId = asked.PatientId, Answers = before.Head.UnansweredSince },
        ];
        if (asked.Words is { } words && link.Posted is { } posted)
        {
            messages.Add(LinkDrafts.Posted(posted, link.CreatedAt, new MessageText(words), staff.Actor, asked.PatientId));
        }

        var change = new ConversationChange
        {
            Id = id,
            Before = before,
            After = before.Head.Answered(link.CreatedAt, Seen.PlaceOf(asked.Seen, link.CreatedAt)),
            ContactBox = await boxes.SealPreviewAsync(id, before, asked.Words ?? text.Value, cancellationToken),
            NameBox = before.NameBox,
            Messages = messages,
            Links = [(link.Message, link.Id)],
            Request = (request, link.Message, asked.Asked),
        };
        return await store.CommitAsync(change, cancellationToken) == CommitOutcome.Done ? change : null;
    }

    private async Task<LinkSend> RepeatAsync(
        ConversationId id, StaffMember staff, MessageId earlier, CancellationToken cancellationToken)
    {
        // The first request may have died before its own line.
        var found = await store.FindLinkAsync(id, earlier, cancellationToken);
        await JournalAsync(id, staff, "repeated", earlier.Value, found?.Value, cancellationToken);
        return found is { } known && await links.FindAsync(known, cancellationToken) is { } row
            ? await FinishAsync(id, row.Link, cancellationToken)
            : new LinkSend.KeyReused();
    }

    private async Task<LinkSend> FinishAsync(ConversationId id, PortalLink link, CancellationToken cancellationToken)
    {
        await sender.SendAsync(id, link.Message, cancellationToken, isPromised: true);
        var (_, row, _) = await store.FindMessageAsync(id, link.Message, cancellationToken);
        return new LinkSend.Made(link.Id, link.ExpiresAt, link.Message, row?.Message.Status, row?.Message.Reason);
    }

    private static PortalLink LinkFor(
        ConversationId id, StaffMember staff, LinkRequest asked, LinkToken token, Language language, MessageId message, DateTimeOffset now) =>
        new()
        {
            Id = token.Id,
            Conversation = id,
            PatientId = asked.PatientId,
            Kind = asked.Kind,
            Form = asked.Form,
            Message = message,
            CreatedBy = staff.Actor,
            CreatedAt = now,
            ExpiresAt = now + LinkTransitions.LifeTime,
            Language = language,
        };

    private MessageText TextFor(ClinicSettings current, LinkKind kind, Language language, LinkToken token)
    {
        var template = kind == LinkKind.Form ? current.Templates.FormLink : current.Templates.SecureLink;
        return new MessageText(template.In(language)
            .Replace("{clinic}", clinic.Name.Value, StringComparison.Ordinal)
            .Replace("{link}", portal.LinkWith(token), StringComparison.Ordinal));
    }

    private static SendReason? Refusal(string? words) => words switch
    {
        null => null,
        { Length: > LongestMessage } => SendReason.TooLong,
        _ when new MessageText(words).IsBlank => SendReason.TextEmpty,
        _ when new MessageText(words).HasLoneSurrogate => SendReason.TextDamaged,
        _ => null,
    };

    private Task JournalAsync(
        ConversationId id, StaffMember staff, string outcome, string correlation, string? detail, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), staff.Actor, "link.send", [id.Value], outcome, correlation, detail), cancellationToken);
}

using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>Makes the messages of a step: words in the patient's language, and what says too much behind a link (P5).</summary>
public sealed class JourneyWords(ClinicProfile clinic, ClinicSettingsSource settings, LinkDrafts links)
{
    // "Your visit is confirmed" next morning answers nothing that anybody remembers.
    private static readonly TimeSpan ReplyLasts = TimeSpan.FromHours(1);

    /// <summary>What the messages of one step are made of.</summary>
    internal sealed record Matter(
        ConversationId Conversation, StoredJourney Journey, Playbook Playbook, Occasion Occasion, PatientRecord? Patient, RosterPatient? Roster, bool Greeted);

    /// <summary>One text of a step.</summary>
    /// <param name="Messages">The text, and what waits behind its link; empty when it does not go.</param>
    /// <param name="Link">The link that the text carries.</param>
    /// <param name="Suppressed">Why it does not go.</param>
    internal sealed record Made(IReadOnlyList<MessageDraft> Messages, PortalLink? Link, string? Suppressed)
    {
        public static Made Not(string code) => new([], null, code);
    }

    /// <summary>What the places of a playbook's words are filled with.</summary>
    public async ValueTask<TouchPlaces> PlacesAsync(Occasion occasion, CancellationToken cancellationToken) => new()
    {
        Clinic = clinic.Name,
        At = occasion.At,
        Zone = clinic.TimeZone,
        Doctor = occasion.Facts.Doctor,
        Place = occasion.Facts.Place,
        Phone = (await settings.CurrentAsync(cancellationToken)).OfficeNumber is { } office && PhoneNumber.TryParse(office, out var number)
            ? $"{number.E164[2..5]}-{number.E164[5..8]}-{number.E164[8..]}"
            : null,
        Amount = occasion.Facts.Amount,
        Url = occasion.Facts.Url,
    };

    /// <summary>Makes one text. Stores the link that it carries, if any.</summary>
    internal async Task<Made> MakeAsync(Matter matter, JourneyEffect.Send send, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (matter.Patient is not { } patient) return Made.Not("no-patient");
        var current = await settings.CurrentAsync(cancellationToken);
        var places = await PlacesAsync(matter.Occasion, cancellationToken);
        var behind = send.Behind is { } words ? TouchText.RenderBehind(words, patient.Language, places) : (MessageText?)null;
        var template = send.Text;
        if (behind is null && send.Form is null)
        {
            var plain = Told(TouchText.Render(send.Text, patient.Language, places), matter.Greeted, patient.Language);
            if (plain.Value.Contains('{', StringComparison.Ordinal)) return Made.Not("facts-missing");
            if (Gate.Check(plain).Passes) return new Made([Draft(matter, send, at, plain)], null, null);
            (behind, template) = (TouchText.Render(send.Text, patient.Language, places), current.Templates.SecureLink);
        }

        if (behind is { } hidden && hidden.Value.Contains('{', StringComparison.Ordinal)) return Made.Not("facts-missing");

        // The portal asks the date of birth, so without one the link would open nothing.
        if (patient.DateOfBirth is null) return Made.Not(PersonCalls.NoBirthDate);
        if (send.Form is { } form && current.Forms.All(one => one.Id != form)) return Made.Not("form-missing");
        return await LinkedAsync(matter, send, at, template, behind, places, cancellationToken);
    }

    private async Task<Made> LinkedAsync(
        Matter matter,
        JourneyEffect.Send send,
        DateTimeOffset at,
        Bilingual template,
        MessageText? behind,
        TouchPlaces places,
        CancellationToken cancellationToken)
    {
        var language = matter.Patient!.Language;
        var author = Campaign.ActorOf(matter.Journey.Campaign);
        var posted = behind is null ? (MessageId?)null : MessageId.For(at, $"{SourceOf(matter, send)}|posted");
        var message = MessageId.For(at.AddTicks(1), SourceOf(matter, send));
        var (link, address) = await links.AddAsync(
            id => new PortalLink
            {
                Id = id,
                Conversation = matter.Conversation,
                PatientId = matter.Journey.PatientId,
                Kind = send.Form is null ? LinkKind.Thread : LinkKind.Form,
                Form = send.Form,
                Message = message,
                Posted = posted,
                CreatedBy = author,
                CreatedAt = at,
                ExpiresAt = at + LinkTransitions.LifeTime,
                Language = language,
            },
            cancellationToken);
        var text = Told(TouchText.Render(template, language, places with { Link = address }), matter.Greeted, language);
        List<MessageDraft> messages = [Draft(matter, send, at.AddTicks(1), text) with { PatientId = matter.Journey.PatientId }];
        if (behind is { } words && posted is { } id) messages.Add(LinkDrafts.Posted(id, at, words, author, matter.Journey.PatientId));
        return new Made(messages, link, null);
    }

    private static MessageDraft Draft(Matter matter, JourneyEffect.Send send, DateTimeOffset at, MessageText text) => new(
        MessageId.For(at, SourceOf(matter, send)), at, MessageStatus.Queued, text, Campaign.ActorOf(matter.Journey.Campaign),
        send.IsReply ? SendPurpose.CampaignReply : SendPurpose.Campaign, matter.Playbook.Class, [])
    {
        Journey = matter.Journey.Id,
        Campaign = matter.Journey.Campaign,
        Touch = send.Key,
        Asks = send.Asks,
        NotAfter = send.NotAfter ?? (send.IsReply ? at + ReplyLasts : null),
        Zone = matter.Roster?.Zone,
        State = matter.Roster?.State,
    };

    // The same text of the same journey has one name, whoever comes to write it.
    private static string SourceOf(Matter matter, JourneyEffect.Send send) => $"{matter.Journey.Id.Value}|{send.Key}";

    // "First message of a relationship names the clinic and how to stop" (sms-rules, What). The playbook names the clinic.
    internal static MessageText Told(MessageText text, bool greeted, Language language) =>
        greeted || text.Value.Contains("STOP", StringComparison.Ordinal)
            ? text
            : new MessageText(text.Value + TouchText.HowToStop(language));
}

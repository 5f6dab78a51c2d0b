using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>Reads what a journey's patient has written and what became of its texts since it last looked, as events.</summary>
public sealed class JourneyReading(
    ClinicProfile clinic, ClinicSettingsSource settings, ConversationStore store, SealedTexts texts, RosterStore roster)
{
    /// <summary>What is new, and the journey with that noted.</summary>
    internal sealed record Read(StoredJourney Journey, IReadOnlyList<(JourneyEvent Event, MessageId? Text)> Events);

    /// <summary>Where the patient is, and when nothing goes.</summary>
    internal async Task<(JourneyContext Context, RosterPatient? Patient)> ContextAsync(
        ConversationId id, StoredJourney journey, Occasion? occasion, RosterPatient? patient, CancellationToken cancellationToken)
    {
        // One that went over to another number was read there.
        var known = journey.PatientId.Length > 0 && (occasion?.Conversation, occasion?.PatientId) == (id, journey.PatientId)
            ? patient
            : await roster.FindPatientOfAsync(id, journey.PatientId, cancellationToken);
        var current = await settings.CurrentAsync(cancellationToken);
        var zone = known?.Zone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : clinic.TimeZone;
        return (new JourneyContext(zone, known?.State ?? clinic.State, [.. current.Holidays.Select(day => day.Date)]), known);
    }

    /// <summary>The occasion as it is now; null when it is not there or was changed.</summary>
    internal async Task<(Occasion? Occasion, RosterPatient? Patient)> OccasionAsync(
        ConversationId id, StoredJourney journey, CancellationToken cancellationToken)
    {
        if (journey.Kind == OccasionKind.Patient) return await roster.FollowAsync(Gone(id, journey), cancellationToken);
        var row = await roster.FindOccasionAsync(journey.Kind, journey.Occasion, cancellationToken);
        return (row?.Occasion, row?.Patient);
    }

    /// <summary>Stands for an occasion that is gone.</summary>
    internal static Occasion Gone(ConversationId id, StoredJourney journey) => new()
    {
        Id = journey.Occasion,
        Kind = journey.Kind,
        Conversation = id,
        PatientId = journey.PatientId,
        At = journey.OccasionAt,
    };

    /// <summary>Texts and forms of the patient that the journey has not read, oldest first, and texts of it that did not arrive.</summary>
    internal async Task<Read> NewsAsync(
        ConversationId id, StoredJourney journey, Playbook playbook, ThreadPage page, CancellationToken cancellationToken)
    {
        var events = new List<(JourneyEvent, MessageId?)>();
        var written = page.Messages
            .Where(row => row is { IsWhole: true, Message.Status: MessageStatus.Received } && row.Message.At >= journey.State.StartedAt)
            .Reverse()
            .ToList();
        foreach (var row in written.Where(row => !journey.Seen.Contains(row.Message.Id)))
        {
            if (await ReadAsync(id, journey, playbook, page, row, cancellationToken) is { } happened)
                events.Add((happened, row.Message.Id));
        }

        var open = new List<JourneyText>();
        foreach (var text in journey.Texts)
        {
            if (text.IsOpen && await LostAsync(id, text, page, cancellationToken) is { } code)
            {
                if (text.Touch is { } touch) events.Add((new JourneyEvent.NotDelivered(touch, code), null));
                open.Add(text with { IsOpen = false });
            }
            else
            {
                open.Add(text);
            }
        }

        var seen = written.Select(row => row.Message.Id).ToList();
        return new Read(
            journey with
            {
                Seen = seen.SequenceEqual(journey.Seen) ? journey.Seen : seen,
                Texts = open.SequenceEqual(journey.Texts) ? journey.Texts : open,
            },
            events);
    }

    private async Task<JourneyEvent?> ReadAsync(
        ConversationId id, StoredJourney journey, Playbook playbook, ThreadPage page, MessageRow row, CancellationToken cancellationToken)
    {
        var message = row.Message;
        if (message.Kind == MessageKind.Words) return await AnswerAsync(id, journey, page, row, cancellationToken);

        // The same form may have come with another link: only what this journey asked for answers it.
        if (message.Journey != journey.Id || message.PatientId != journey.PatientId) return null;
        if (await OpenAsync(id, row, page, cancellationToken) is not { } words) return null;
        if (FormAnswers.Read(words) is not { } answers || playbook.Touches.All(touch => touch.Form != answers.Id)) return null;
        var forms = (await settings.CurrentAsync(cancellationToken)).Forms;
        return new JourneyEvent.FormReturned(
            forms.FirstOrDefault(form => form.Id == answers.Id) is { } template ? SurveyScore.Of(template, answers) : null);
    }

    private async Task<JourneyEvent?> AnswerAsync(
        ConversationId id, StoredJourney journey, ThreadPage page, MessageRow row, CancellationToken cancellationToken)
    {
        if (journey.State.Asked is not { } open || row.Message.Channel != MessageChannel.Sms) return null;
        var asked = JourneyNews.AskedBefore(page.Messages, row.Message);
        var question = asked.Find(message => message.Journey == journey.Id);

        // To an earlier question that is not the open one there is nothing to say any more.
        if (question is null || !IsOpen(journey, question)) return null;
        var isNewest = question.Id == asked[0].Id;
        var isDoubtful = await IsAnothersAsync(id, journey, page, asked, cancellationToken);
        if (!isNewest && !isDoubtful) return null;
        if (await OpenAsync(id, row, page, cancellationToken) is not { } words) return null;
        if (Keywords.Read(words).Keyword != Keyword.None || WithdrawalPhrases.Suspects(words)) return null;
        var answer = AnswerReading.Read(question.Asks!.Value, words);
        if (!isDoubtful) return new JourneyEvent.Answered(answer);
        return isNewest || answer.Value is not null ? new JourneyEvent.Doubtful(open, answer) : null;
    }

    // Two patients share the number and both were asked: nobody can say who answers (W18).
    private async Task<bool> IsAnothersAsync(
        ConversationId id, StoredJourney journey, ThreadPage page, List<Message> asked, CancellationToken cancellationToken)
    {
        var running = page.Head!.Head.Journeys;
        foreach (var other in asked.Select(message => message.Journey!.Value).Distinct())
        {
            if (other == journey.Id || !running.Contains(other)) continue;
            var (_, row) = await store.FindJourneyAsync(id, other, 1, cancellationToken);
            if (row is null) continue;
            if (row.Journey is not { } found) return true;
            if (found.PatientId != journey.PatientId && asked.Exists(message => IsOpen(found, message))) return true;
        }

        return false;
    }

    private static bool IsOpen(StoredJourney journey, Message question) => journey.State.Asked is { } open
        && journey.Texts.Any(text => text.Message == question.Id && text.Question == open);

    // What does not open is shown to staff as a gap; it is no answer.
    private async Task<MessageText?> OpenAsync(ConversationId id, MessageRow row, ThreadPage page, CancellationToken cancellationToken)
    {
        try
        {
            return await texts.OpenAsync(id, row, page.Keys, cancellationToken);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    // Null while it is on its way, has arrived, or nobody can say.
    private async Task<string?> LostAsync(ConversationId id, JourneyText text, ThreadPage page, CancellationToken cancellationToken)
    {
        var row = page.Messages.FirstOrDefault(one => one.Message.Id == text.Message)
            ?? (await store.FindMessageAsync(id, text.Message, cancellationToken)).Message;
        return row?.Message switch
        {
            null => "damaged",
            { Status: MessageStatus.Failed or MessageStatus.Suppressed } message => message.Reason ?? "failed",
            _ => null,
        };
    }
}

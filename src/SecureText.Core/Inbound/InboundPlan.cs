using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Inbound;

/// <summary>What one text from a patient brings about. Made by a pure function, so that a retry decides the same.</summary>
/// <param name="After">The new head.</param>
/// <param name="Messages">The text itself first, then automatic answers.</param>
/// <param name="Consents">What it says about consent.</param>
public sealed record InboundPlan(
    ConversationHead After,
    IReadOnlyList<MessageDraft> Messages,
    IReadOnlyList<(MessageId Cause, ConsentRecord Record)> Consents)
{
    private static readonly TimeSpan AfterHoursPause = TimeSpan.FromHours(12);

    /// <summary>Decides what a text brings about.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="before">Its head; of a new patient as it begins.</param>
    /// <param name="clinic">The clinic.</param>
    /// <param name="settings">Its hours and its wording.</param>
    /// <param name="line">The line that was texted.</param>
    /// <param name="sms">The text.</param>
    /// <param name="now">The time of deciding; the text itself carries its own.</param>
    public static InboundPlan Make(
        ConversationId id,
        ConversationHead before,
        ClinicProfile clinic,
        ClinicSettings settings,
        ClinicLine line,
        AcsEvent.SmsReceived sms,
        DateTimeOffset now)
    {
        var (keyword, language) = Keywords.Read(sms.Text);
        var suspicious = keyword == Keyword.None && WithdrawalPhrases.Suspects(sms.Text);

        // From the future nothing is taken: a consent so dated would outlive every STOP until then, the conversation
        // would stay on top of the inbox, and no answer would be one to a patient who has just written.
        var at = sms.At < now ? sms.At : now;
        var answers = keyword == Keyword.None && !suspicious && Answers(before, sms.Text);

        // Also what a playbook will understand: only the journey knows whether its question was open, and it takes the text
        // off staff in the transaction in which it takes the answer.
        var head = before.Received(at, keyword == Keyword.None, suspicious);
        var messageId = MessageId.For(sms.At, sms.Id);
        var record = ConsentOf(keyword, suspicious, sms.Text, at);
        head = head.Consented(head.Consent.Apply(record));

        var replies = new List<MessageDraft>();
        switch (keyword)
        {
            case Keyword.Stop:
                // A STOP that a later START has overtaken stops nothing, so there is nothing to confirm.
                if (head.Consent.IsWithdrawn && head.StopConfirmedAt is null)
                {
                    head = head with { StopConfirmedAt = now };
                    Answer($"stop|{sms.Id}", SendPurpose.StopConfirmation, StandardReply.Stopped);
                }

                break;
            case Keyword.Help:
                Answer($"help|{sms.Id}", SendPurpose.HelpAnswer, StandardReply.Help);
                break;
            case Keyword.Start:
                // On a toll-free line the network itself answers START, as it answers STOP (azure-docs sms-faq.md).
                if (line.Kind == LineKind.TollFree) break;
                Answer($"start|{sms.Id}", SendPurpose.StartConfirmation, StandardReply.Started);
                break;
            default:
                // What a playbook understands it answers itself.
                if (!answers) Greet();
                break;
        }

        var text = new MessageDraft(
            messageId, sms.At, MessageStatus.Received, sms.Text, "patient", null, MessageClass.Conversation,
            [.. replies.Select(a => a.Id)]);
        return new InboundPlan(head, [text, .. replies], [(messageId, record)]);

        void Greet()
        {
            if (!head.Greeted)
            {
                head = head with { Greeted = true };
                Answer($"greeting|{id.Value}", SendPurpose.FirstContact, StandardReply.FirstContact);
            }

            var due = head.AfterHoursAnsweredAt is not { } last || now - last >= AfterHoursPause;
            if (due && !settings.IsOpen(now, clinic.TimeZone))
            {
                // Named after the answer before it, not after this text: whichever of several texts comes first, the
                // night has one answer with one name.
                var name = $"after-hours|{id.Value}|{head.AfterHoursAnsweredAt?.UtcTicks ?? 0}";
                head = head with { AfterHoursAnsweredAt = now };
                Answer(name, SendPurpose.AfterHours, StandardReply.AfterHours);
            }
        }

        void Answer(string source, SendPurpose purpose, StandardReply words)
        {
            // One tick later for each, so that an answer stands behind what it answers.
            var place = at.AddTicks(replies.Count + 1);
            replies.Add(new MessageDraft(
                MessageId.For(place, source), now, MessageStatus.Queued,
                AnswerRules.WordsOf(settings, words, language, clinic.Name),
                "system", purpose, MessageClass.Conversation, []));
        }
    }

    // Anything beside a clear answer, and anything to a question that is not open any more, is for staff.
    private static bool Answers(ConversationHead head, MessageText text) =>
        head.Asked is { } asked && AnswerReading.Read(asked.Form, text).Value is not null;

    private static ConsentRecord ConsentOf(Keyword keyword, bool suspicious, MessageText text, DateTimeOffset at)
    {
        return keyword switch
        {
            Keyword.Stop => Record(ConsentChange.Withdrawn, [], ConsentSource.Keyword),
            Keyword.Start => Record(ConsentChange.Granted, [], ConsentSource.Keyword),
            _ when suspicious => Record(ConsentChange.ReviewAsked, [], ConsentSource.PatientInitiated),
            _ => new ConsentRecord(
                ConsentChange.Granted, [MessageClass.Conversation], ConsentSource.PatientInitiated, at, "patient"),
        };

        ConsentRecord Record(ConsentChange change, MessageClass[] classes, ConsentSource source) =>
            new(change, classes, source, at, "patient", text.Beginning(ConsentRecord.LongestWording));
    }
}

using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Conversations;

/// <summary>A message about to be written, still in clear. Lives in memory only.</summary>
/// <param name="Id">Its name within the conversation.</param>
/// <param name="At">The time shown to people.</param>
/// <param name="Status">
/// Where it begins: <see cref="MessageStatus.Received"/> for a patient's, <see cref="MessageStatus.Queued"/> for what leaves by
/// SMS, <see cref="MessageStatus.Posted"/> for what waits behind the link, <see cref="MessageStatus.Noted"/> for a note.
/// </param>
/// <param name="Text">The words; for a form what <see cref="FormAnswers.ToText"/> gives.</param>
/// <param name="Author">Opaque id of who wrote it: <c>patient</c>, <c>patient:&lt;id&gt;</c>, <c>staff:&lt;id&gt;</c>, <c>campaign:&lt;id&gt;</c> or <c>system</c>.</param>
/// <param name="Purpose">Why it is sent; null for what does not leave by SMS.</param>
/// <param name="Class">Which consent it needs.</param>
/// <param name="Replies">Automatic answers written together with it.</param>
public sealed record MessageDraft(
    MessageId Id,
    DateTimeOffset At,
    MessageStatus Status,
    MessageText Text,
    string Author,
    SendPurpose? Purpose,
    MessageClass Class,
    IReadOnlyList<MessageId> Replies)
{
    /// <summary>The way that it takes.</summary>
    public MessageChannel Channel { get; init; }

    /// <summary>What the words are.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Opaque id of the patient whose text it is; null when nobody has said so.</summary>
    public string? PatientId { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<AttachmentDraft> Attachments { get; init; } = [];

    /// <summary>Opaque ids of the staff that a note is addressed to.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Since when the patient has waited for it; null when the patient does not.</summary>
    public DateTimeOffset? Answers { get; init; }

    /// <summary>Not to be sent before this time; null for at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it may ask for a slot; null while it has no ticket.</summary>
    public DateTimeOffset? TicketAt { get; init; }

    /// <summary>The journey that sends it; null for what no playbook sends.</summary>
    public JourneyId? Journey { get; init; }

    /// <summary>Opaque id of the campaign that the journey belongs to.</summary>
    public string? Campaign { get; init; }

    /// <summary>Its key within the journey, as <c>day-before</c> or <c>reply-q1</c>.</summary>
    public string? Touch { get; init; }

    /// <summary>What an answer to it would be; null when it asks nothing.</summary>
    public AnswerForm? Asks { get; init; }

    /// <summary>Not to be sent after this time.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>IANA id of the time zone where the patient is; null while nobody knows.</summary>
    public string? Zone { get; init; }

    /// <summary>The state where the patient is; null while nobody knows.</summary>
    public UsState? State { get; init; }

    /// <summary>What is stored of it beside its words.</summary>
    public Message Facts() => new()
    {
        Id = Id,
        At = At,
        Status = Status,
        Author = Author,
        Channel = Channel,
        Kind = Kind,
        PatientId = PatientId,
        Attachments = [.. Attachments.Select(attachment => attachment.File)],
        Mentions = Mentions,
        Answers = Answers,
        DueAt = DueAt,
        TicketAt = TicketAt,
        Purpose = Purpose,
        Class = Class,
        Replies = Replies,
        Journey = Journey,
        Campaign = Campaign,
        Touch = Touch,
        Asks = Asks,
        NotAfter = NotAfter,
        Zone = Zone,
        State = State,
    };
}

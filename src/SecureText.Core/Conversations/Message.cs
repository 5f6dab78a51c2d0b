using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Sending;

namespace SecureText.Conversations;

/// <summary>A stored message without its words: nothing in it is personal.</summary>
public sealed record Message
{
    /// <summary>Its name within the conversation.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The time shown to people.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it stands.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Opaque id of who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>The way that it takes.</summary>
    public MessageChannel Channel { get; init; }

    /// <summary>What its words are.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Opaque id of the patient whose text it is; null when nobody has said so.</summary>
    public string? PatientId { get; init; }

    /// <summary>Its files; their names are sealed.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Opaque ids of the staff that a note is addressed to.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Why it is sent; null for what does not leave by SMS.</summary>
    public SendPurpose? Purpose { get; init; }

    /// <summary>Which consent it needs.</summary>
    public MessageClass Class { get; init; }

    /// <summary>Automatic answers written together with it.</summary>
    public IReadOnlyList<MessageId> Replies { get; init; } = [];

    /// <summary>Since when the patient had waited when staff wrote it; a text that is called back gives that back.</summary>
    public DateTimeOffset? Answers { get; init; }

    /// <summary>Code that explains the status, as <c>consent-withdrawn</c> or <c>4006</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Not to be sent before this time.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The time that the slot ledger gave it; kept so that no second slot is spent on it.</summary>
    public DateTimeOffset? SlotAt { get; init; }

    /// <summary>When the sender that has it took it.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it was first handed over; goes to the carrier with every try.</summary>
    public DateTimeOffset? FirstSentAt { get; init; }

    /// <summary>How often it was handed over.</summary>
    public int Tries { get; init; }

    /// <summary>The carrier's id for it.</summary>
    public string? CarrierId { get; init; }

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

    /// <summary>How often it was queued anew after the carrier had taken it and said that it did not arrive.</summary>
    public int Attempt { get; init; }

    /// <summary>Its turn among the texts of campaigns; at that time it asks for a slot of the line.</summary>
    public DateTimeOffset? TicketAt { get; init; }
}

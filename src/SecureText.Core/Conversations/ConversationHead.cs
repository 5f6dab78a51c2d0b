using SecureText.Campaigns;
using SecureText.Consent;

namespace SecureText.Conversations;

/// <summary>
/// What is known of a conversation without opening anything: no word of it is personal. Changes only through
/// <see cref="HeadTransitions"/>.
/// </summary>
public sealed record ConversationHead
{
    /// <summary>Counts the changes; orders the writes to the inbox index.</summary>
    public required long Version { get; init; }

    /// <summary>The clinic's line that the patient texts with.</summary>
    public required string LineId { get; init; }

    /// <summary>Time of the newest message; places the conversation in the inbox.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Time of the patient's newest text; null when the patient has not written.</summary>
    public DateTimeOffset? LastReceivedAt { get; init; }

    /// <summary>Texts from the patient that nobody has opened yet.</summary>
    public int Unread { get; init; }

    /// <summary>Time of the oldest text that waits for an answer; null when none does.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>Must be looked at first.</summary>
    public bool Urgent { get; init; }

    /// <summary>Open or closed.</summary>
    public ConversationStatus Status { get; init; }

    /// <summary>Opaque staff id; null when nobody has it.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>What the patient agreed to.</summary>
    public ConsentState Consent { get; init; } = ConsentState.Empty;

    /// <summary>The first-contact text has been written to the outbox.</summary>
    public bool Greeted { get; init; }

    /// <summary>When the last after-hours answer was written to the outbox.</summary>
    public DateTimeOffset? AfterHoursAnsweredAt { get; init; }

    /// <summary>When the withdrawal in force was confirmed; null when there is none to confirm any more.</summary>
    public DateTimeOffset? StopConfirmedAt { get; init; }

    /// <summary>What runs for its patients.</summary>
    public JourneySet Journeys { get; init; }

    /// <summary>The newest question that one of them asked; null when none is open.</summary>
    public OpenQuestion? Asked { get; init; }
}

using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>Everything that one cause writes to a conversation; it is written whole or not at all.</summary>
public sealed record ConversationChange
{
    /// <summary>Which conversation.</summary>
    public required ConversationId Id { get; init; }

    /// <summary>The head that the decision was made on; null when there was none. If it has changed, nothing is written.</summary>
    public required HeadRow? Before { get; init; }

    /// <summary>The new head; the very one of <see cref="Before"/> when the change leaves it alone, and then it is not written.</summary>
    public required ConversationHead After { get; init; }

    /// <summary>Sealed number and preview, from <see cref="InboxBoxes"/>.</summary>
    public required byte[] ContactBox { get; init; }

    /// <summary>Sealed names of its patients, from <see cref="InboxBoxes"/>.</summary>
    public byte[]? NameBox { get; init; }

    /// <summary>A change that leaves number, preview and names as they are.</summary>
    /// <param name="id">Which conversation.</param>
    /// <param name="before">The head that the decision was made on.</param>
    /// <param name="after">The new head.</param>
    public static ConversationChange Of(ConversationId id, HeadRow before, ConversationHead after) => new()
    {
        Id = id,
        Before = before,
        After = after,
        ContactBox = before.ContactBox,
        NameBox = before.NameBox,
    };

    /// <summary>New messages. If one of them exists, nothing is written.</summary>
    public IReadOnlyList<MessageDraft> Messages { get; init; } = [];

    /// <summary>Messages whose facts change with the head. If one of them has changed since it was read, nothing is written.</summary>
    public IReadOnlyList<(MessageRow Row, Message After)> Updates { get; init; } = [];

    /// <summary>New consent records, each with the id of what caused it. If one exists, nothing is written.</summary>
    public IReadOnlyList<(MessageId Cause, ConsentRecord Record)> Consents { get; init; } = [];

    /// <summary>Patients to write, by id; null takes one off, whose row must be there.</summary>
    public IReadOnlyList<(string Id, PatientRecord? Record)> Patients { get; init; } = [];

    /// <summary>The links that messages of it carry.</summary>
    public IReadOnlyList<(MessageId Message, LinkId Link)> Links { get; init; } = [];

    /// <summary>Journeys to write; without a row before it is new. If a new one exists or another has changed, nothing is written.</summary>
    public IReadOnlyList<(JourneyRow? Before, StoredJourney After)> Journeys { get; init; } = [];

    /// <summary>
    /// Hash of an API idempotency key, the message it stands for and the words it was sent with. If it exists, nothing is
    /// written.
    /// </summary>
    public (string Hash, MessageId Message, string Words)? Request { get; init; }
}

/// <summary>What came of a <see cref="ConversationChange"/>.</summary>
public enum CommitOutcome
{
    /// <summary>Written.</summary>
    Done,

    /// <summary>The head or a message has changed since it was read: read again and decide again.</summary>
    Conflict,

    /// <summary>A message, consent record or request of it is already there: this cause has been served before.</summary>
    Exists,
}

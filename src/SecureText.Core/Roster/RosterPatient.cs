using SecureText.Sealing;
using SecureText.Sending;

namespace SecureText.Roster;

/// <summary>
/// Which patient of which number somebody of another system's is. Name, date of birth and language stay in the conversation,
/// sealed.
/// </summary>
public sealed record RosterPatient
{
    /// <summary>Keyed hash of the source and its own id of the patient: 32 characters of base32. Opaque.</summary>
    public required string Id { get; init; }

    /// <summary>Whose number.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>Whose of them.</summary>
    public required string PatientId { get; init; }

    /// <summary>IANA time zone; null for the clinic's.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether the patient has died or left: nothing more is sent.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Where the patient lives; null for the clinic's.</summary>
    public UsState? State { get; init; }
}

using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>What the portal asks of a patient's record.</summary>
public interface IPortalPatients
{
    /// <summary>One patient of a conversation; null when there is no such patient there (any more).</summary>
    Task<PortalPatient?> FindAsync(ConversationId conversation, string patientId, CancellationToken cancellationToken);

    /// <summary>How many patients have this number.</summary>
    Task<int> CountAsync(ConversationId conversation, CancellationToken cancellationToken);
}

/// <summary>A patient, opened. Personal: lives in memory only.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="DisplayName">As staff wrote it.</param>
/// <param name="DateOfBirth">Null while nobody has said.</param>
/// <param name="Language">What he reads.</param>
public sealed record PortalPatient(string Id, string DisplayName, DateOnly? DateOfBirth, Language Language)
{
    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => Id;
}

using SecureText.Consent;
using SecureText.Conversations;

namespace SecureText.Api.Conversations;

/// <summary>A line of the inbox as staff see it.</summary>
/// <param name="Id">Opaque conversation id.</param>
/// <param name="Number">E.164; null when the line is damaged.</param>
/// <param name="Patients">Whose number it is; empty while nobody has said so, two and more for a shared number.</param>
/// <param name="Preview">Beginning of the newest message; null when the line is damaged.</param>
/// <param name="LastActivityAt">Time of the newest message.</param>
/// <param name="Unread">Texts that nobody has opened.</param>
/// <param name="Unanswered">A text waits for an answer.</param>
/// <param name="Urgent">To be looked at first.</param>
/// <param name="Status">Open or closed.</param>
/// <param name="AssignedTo">Staff id, or null.</param>
/// <param name="Consent">What the patient agreed to.</param>
/// <param name="Damaged">The stored line was changed and does not open.</param>
public sealed record ConversationItem(
    string Id,
    string? Number,
    IReadOnlyList<PatientItem> Patients,
    string? Preview,
    DateTimeOffset LastActivityAt,
    int Unread,
    bool Unanswered,
    bool Urgent,
    ConversationStatus Status,
    string? AssignedTo,
    ConsentItem Consent,
    bool Damaged);

/// <summary>A patient of a conversation.</summary>
public sealed record PatientItem(string Id, string DisplayName);

/// <summary>Consent by class, with the two switches above them.</summary>
public sealed record ConsentItem(
    ConsentStatus Conversation,
    ConsentStatus Appointments,
    ConsentStatus FollowUp,
    ConsentStatus Billing,
    ConsentStatus Wellness,
    bool Withdrawn,
    bool PausedForReview)
{
    internal static ConsentItem Of(ConsentState state) => new(
        state[MessageClass.Conversation],
        state[MessageClass.Appointments],
        state[MessageClass.FollowUp],
        state[MessageClass.Billing],
        state[MessageClass.Wellness],
        state.IsWithdrawn,
        state.IsPausedForReview);
}

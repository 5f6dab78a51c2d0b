using SecureText.Conversations;
using SecureText.Sending;

namespace SecureText.Portal;

/// <summary>A link that staff ask for.</summary>
/// <param name="PatientId">For whom; a link is for one patient.</param>
/// <param name="Kind">What it leads to.</param>
/// <param name="Form">The form, for <see cref="LinkKind.Form"/>.</param>
/// <param name="Words">A message to post behind it; null for none. Personal.</param>
/// <param name="IdempotencyKey">The caller's name for the request.</param>
public sealed record LinkRequest(string PatientId, LinkKind Kind, string? Form, string? Words, string IdempotencyKey)
{
    /// <summary>Newest message that the writer saw, so that a text that came meanwhile stays unanswered; null for all.</summary>
    public MessageId? Seen { get; init; }

    /// <summary>All that makes two requests the same.</summary>
    internal string Asked => $"{Kind}|{Form}|{PatientId}|{Words}";

    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => PatientId;
}

/// <summary>What came of a link that staff asked for.</summary>
public abstract record LinkSend
{
    private LinkSend()
    {
    }

    /// <summary>Made, and its text is in the outbox.</summary>
    public sealed record Made(LinkId Link, DateTimeOffset ExpiresAt, MessageId Message, MessageStatus? Status, string? Reason) : LinkSend;

    /// <summary>Not made, with the reason and what the gate found.</summary>
    public sealed record Refused(SendReason Reason, IReadOnlyList<GateFinding> Findings) : LinkSend;

    /// <summary>Nobody has said when the patient was born, so nobody could prove to be him.</summary>
    public sealed record BirthDateMissing : LinkSend;

    /// <summary>The idempotency key was used before, for something else.</summary>
    public sealed record KeyReused : LinkSend;

    /// <summary>The conversation is a colleague's.</summary>
    public sealed record NotYours : LinkSend;

    /// <summary>There is no such conversation, patient or form.</summary>
    public sealed record NotFound : LinkSend;
}

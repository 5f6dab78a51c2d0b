using SecureText.Sealing;

namespace SecureText.Staff;

/// <summary>
/// Leave that somebody on the staff took to open one conversation in an emergency (45 CFR 164.312(a)(2)(ii)), without the
/// reason, which is sealed.
/// </summary>
public sealed record EmergencyGrant
{
    /// <summary>Names the grant.</summary>
    public required EmergencyId Id { get; init; }

    /// <summary>Who took it.</summary>
    public required StaffId Staff { get; init; }

    /// <summary>The one conversation.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When somebody ended it before its time; null when nobody has.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What an owner found of it; null until one has looked.</summary>
    public EmergencyReview? Review { get; init; }

    /// <summary>Not a moment longer than this.</summary>
    public DateTimeOffset Until => EndedAt ?? From + EmergencyRules.Longest;

    /// <summary>Whether it opens anything now.</summary>
    public bool IsLive(DateTimeOffset now) => now < Until;
}

/// <summary>What an owner found of a grant.</summary>
/// <param name="By">The owner.</param>
/// <param name="At">When.</param>
/// <param name="Finding">Whether it was right.</param>
public sealed record EmergencyReview(StaffId By, DateTimeOffset At, EmergencyFinding Finding);

/// <summary>Whether emergency access was right.</summary>
public enum EmergencyFinding
{
    /// <summary>It was.</summary>
    Appropriate,

    /// <summary>It was not.</summary>
    NotAppropriate,
}

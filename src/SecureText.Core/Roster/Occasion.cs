using SecureText.Campaigns;
using SecureText.Sealing;

namespace SecureText.Roster;

/// <summary>Something in the world that texts are about: a visit, a statement, a refill. What is personal in it is stored sealed.</summary>
public sealed record Occasion
{
    /// <summary>Keyed hash of kind, source and the source's own id: 32 characters of base32. Opaque.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required OccasionKind Kind { get; init; }

    /// <summary>Whose number.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>Whose of them.</summary>
    public required string PatientId { get; init; }

    /// <summary>When it is: the visit, the statement's date, the day that it is due.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it stands.</summary>
    public OccasionStatus Status { get; init; }

    /// <summary>When the newest of the events that changed it came about at their sender; null when none said so.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Sealed in storage.</summary>
    public OccasionFacts Facts { get; init; } = new();
}

/// <summary>Where an occasion stands. Stored by name.</summary>
public enum OccasionStatus
{
    /// <summary>To come, or open.</summary>
    Expected,

    /// <summary>Will not take place.</summary>
    Cancelled,

    /// <summary>The patient came.</summary>
    Kept,

    /// <summary>The patient did not come.</summary>
    Missed,

    /// <summary>Paid, filled or booked.</summary>
    Settled,
}

/// <summary>What texts may say of an occasion; personal.</summary>
public sealed record OccasionFacts
{
    /// <summary>The doctor's last name.</summary>
    public string? Doctor { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>What is owed, as <c>$120.00</c>; only ever behind the link.</summary>
    public string? Amount { get; init; }

    /// <summary>Where to pay or to meet, https; only ever behind the link.</summary>
    public string? Url { get; init; }

    /// <summary>Never shows anything.</summary>
    public override string ToString() => "(facts)";
}

using SecureText.Consent;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>All that the decision to send depends on, read at the moment of sending (P4).</summary>
public sealed record SendRequest
{
    /// <summary>Why the text is sent.</summary>
    public required SendPurpose Purpose { get; init; }

    /// <summary>What the text is about; the class that must have been agreed to.</summary>
    public required MessageClass Class { get; init; }

    /// <summary>What the patient's number has agreed to, read now.</summary>
    public required ConsentState Consent { get; init; }

    /// <summary>The words.</summary>
    public required MessageText Text { get; init; }

    /// <summary>What <see cref="Sending.Gate.Check"/> said of these words; null means nobody asked, which means no.</summary>
    public required GateVerdict? Gate { get; init; }

    /// <summary>The kind of line it leaves by.</summary>
    public required LineKind Line { get; init; }

    /// <summary>The present.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where the clinic is; stands in when nobody knows where the patient is.</summary>
    public required TimeZoneInfo ClinicTimeZone { get; init; }

    /// <summary>The turn that <see cref="SlotLedger"/> gave; null before one was taken.</summary>
    public DateTimeOffset? Slot { get; init; }

    /// <summary>Where the patient is, if known.</summary>
    public TimeZoneInfo? PatientTimeZone { get; init; }

    /// <summary>The patient's state, if known: some have shorter hours.</summary>
    public UsState? RecipientState { get; init; }

    /// <summary>
    /// For an automatic answer: when the patient wrote the text that this answers. At night it goes only while the patient
    /// has just written. For <see cref="SendPurpose.OneTimeCode"/>: when the patient asked for the code; it goes only while that has just been.
    /// For <see cref="SendPurpose.CampaignReply"/>: when the patient last wrote.
    /// </summary>
    public DateTimeOffset? PatientWroteAt { get; init; }

    /// <summary>Days, where the patient is, on which no <see cref="SendPurpose.Campaign"/> text goes.</summary>
    public IReadOnlyCollection<DateOnly> Holidays { get; init; } = [];

    /// <summary>After this time the text has lost its sense; null for never.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}

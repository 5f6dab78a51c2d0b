using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Patients;
using SecureText.Roster;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Import;

/// <summary>A patient as a file tells of one; personal.</summary>
/// <param name="Id">What the other system calls the patient.</param>
/// <param name="Number">Where texts go, in E.164.</param>
/// <param name="Name">As <see cref="PatientRecord.ReadName"/> takes it.</param>
public sealed record PatientEntry(string Id, string Number, string Name)
{
    /// <summary>Date of birth.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>What the patient is written to in; null when the file does not say.</summary>
    public Language? Language { get; init; }

    /// <summary>Two letters.</summary>
    public string? State { get; init; }

    /// <summary>IANA time zone.</summary>
    public string? Zone { get; init; }

    /// <summary>What the file says that the patient agreed to; null when it says nothing.</summary>
    public ConsentEntry? Consent { get; init; }

    /// <summary>The state as a type.</summary>
    public UsState? UsState() => Sending.UsState.TryParse(State, out var state) ? state : null;

    /// <summary>Never shows anything.</summary>
    public override string ToString() => "(patient)";
}

/// <summary>What a file says of consent.</summary>
/// <param name="Classes">What was agreed to; empty means "no".</param>
/// <param name="On">When, at the clinic; null when the file does not say.</param>
public sealed record ConsentEntry(IReadOnlyList<MessageClass> Classes, DateOnly? On);

/// <summary>An occasion as a file tells of one; personal.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">What the other system calls it.</param>
/// <param name="Patient">What the other system calls the patient.</param>
/// <param name="At">When.</param>
/// <param name="Status">Null when the file does not say.</param>
/// <param name="Facts">The rest.</param>
public sealed record OccasionEntry(
    OccasionKind Kind, string Id, string Patient, DateTimeOffset At, OccasionStatus? Status, OccasionFacts Facts)
{
    /// <summary>Whether it says no more than where it stands: of what is not known it says nothing.</summary>
    public bool IsStatusOnly { get; init; }

    /// <summary>
    /// Whether <see cref="At"/> is no more than when the other system last wrote its record. Then the time that is known
    /// already stays, or each look at an account would begin its reminders anew.
    /// </summary>
    public bool IsUndated { get; init; }

    /// <summary>Where it stands from now on; a file that does not say leaves it, unless it is at another time now.</summary>
    public OccasionStatus StatusAfter(Occasion? before) =>
        Status ?? (before is { } known && known.At == At ? known.Status : OccasionStatus.Expected);

    /// <summary>Never shows anything.</summary>
    public override string ToString() => "(occasion)";
}

/// <summary>What one row of a file says; or why it says nothing.</summary>
/// <param name="Line">Where it begins, counted from 1; of FHIR the number of the resource.</param>
/// <param name="Patient">The patient, when it tells enough of one.</param>
/// <param name="Occasion">The occasion.</param>
/// <param name="Refusal">Plain words; personal. Null when nothing is wrong.</param>
public sealed record ImportRow(int Line, PatientEntry? Patient, OccasionEntry? Occasion, string? Refusal)
{
    /// <summary>The patient's number, in E.164, as the row of an occasion has it.</summary>
    public string? Number { get; init; }

    /// <summary>What the row of an occasion says of consent.</summary>
    public ConsentEntry? Consent { get; init; }

    /// <summary>What the other system calls a patient who has died or left.</summary>
    public string? Left { get; init; }

    /// <summary>Never shows anything.</summary>
    public override string ToString() => $"(line {Line})";
}

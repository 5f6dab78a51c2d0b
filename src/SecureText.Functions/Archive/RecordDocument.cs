using System.Text.Json.Serialization;
using SecureText.Api.Conversations;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Roster;

namespace SecureText.Archive;

/// <summary>
/// Everything that is kept of a number but its messages and files, which are too many to hold. Personal: it goes into the
/// patient's copy and nowhere else.
/// </summary>
internal sealed record RecordDocument
{
    public required string Clinic { get; init; }

    public required string? Number { get; init; }

    public required string ClinicNumber { get; init; }

    public required DateTimeOffset ExportedAt { get; init; }

    public required IReadOnlyList<RecordPatient> Patients { get; init; }

    /// <summary>Somebody was taken off the number, of whom it may still speak.</summary>
    [JsonIgnore]
    public bool WasShared { get; init; }

    public required ConsentItem? Consent { get; init; }

    public required IReadOnlyList<RecordConsent> Consents { get; init; }

    public required IReadOnlyList<RecordLink> Links { get; init; }

    public required IReadOnlyList<RecordJourney> Journeys { get; init; }

    public required IReadOnlyList<RecordOccasion> Occasions { get; init; }

    /// <summary>What is stored and could not be opened, as <c>consent</c>; named, not hidden.</summary>
    public required IReadOnlyList<string> Damaged { get; init; }

    public string? NameOf(string? patient) => Patients.FirstOrDefault(one => one.Id == patient)?.Name;

    public override string ToString() => "(record)";
}

internal sealed record RecordPatient(string Id, string Name, DateOnly? DateOfBirth, string Language, bool Damaged);

internal sealed record RecordConsent(
    DateTimeOffset At, ConsentChange Change, IReadOnlyList<MessageClass> Classes, ConsentSource Source, string By, string? Wording);

/// <summary>A link that was sent. Its token is known to nobody.</summary>
internal sealed record RecordLink(
    DateTimeOffset SentAt, string By, string? Patient, LinkKind Kind, LinkState State, DateTimeOffset ExpiresAt, DateTimeOffset? LastOpenedAt);

internal sealed record RecordJourney(
    string? Campaign,
    string Playbook,
    OccasionKind About,
    string? Patient,
    DateTimeOffset OccasionAt,
    DateTimeOffset StartedAt,
    JourneyStatus Status,
    string? Outcome,
    DateTimeOffset? EndedAt,
    int? Score,
    IReadOnlyList<GivenAnswer> Answers);

internal sealed record RecordOccasion(
    OccasionKind Kind, string? Patient, DateTimeOffset At, OccasionStatus Status, string? Doctor, string? Place, string? Amount, string? Url);

/// <summary>A message with its files.</summary>
internal sealed record RecordMessage(
    string Id,
    DateTimeOffset At,
    string Direction,
    MessageChannel Channel,
    string By,
    string? Patient,
    string? Text,
    bool Hidden,
    MessageStatus Status,
    string? Reason,
    FormItem? Form,
    IReadOnlyList<RecordFile> Files,
    bool Damaged)
{
    public override string ToString() => Id;
}

/// <summary>A file of a message; its path is null when nothing of it could be opened.</summary>
internal sealed record RecordFile(string? Path, string? Name, string Type, long Bytes, bool Damaged);

using SecureText.Clinic;

namespace SecureText.Evidence;

/// <summary>All that the running system was asked for one report. Each question may have got no answer.</summary>
public sealed record EvidenceFacts
{
    /// <summary>When.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The clinic's name.</summary>
    public required string Clinic { get; init; }

    /// <summary>Where the clinic is.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Where the program runs, and what it names itself by.</summary>
    public required Asked<DeploymentFacts> Deployment { get; init; }

    /// <summary>The key-encryption key.</summary>
    public required Asked<KeyFacts> Key { get; init; }

    /// <summary>Who may call what.</summary>
    public required Asked<DoorFacts> Door { get; init; }

    /// <summary>The containers of blobs.</summary>
    public required Asked<ContainerFacts> Containers { get; init; }

    /// <summary>The container of the audit log.</summary>
    public required Asked<JournalFacts> Journal { get; init; }

    /// <summary>People.</summary>
    public required Asked<StaffFacts> Staff { get; init; }

    /// <summary>Their sign-ins.</summary>
    public required Asked<SignInFacts> SignIns { get; init; }

    /// <summary>What the owner decides.</summary>
    public required Asked<SettingsFacts> Settings { get; init; }

    /// <summary>Rows of conversations, looked at one by one.</summary>
    public required Asked<RowFacts> Rows { get; init; }

    /// <summary>The rules of texting, tried with made-up texts.</summary>
    public required Asked<TextingFacts> Texting { get; init; }

    /// <summary>What others send in.</summary>
    public required Asked<PartnerFacts> Partners { get; init; }

    /// <summary>Events that wait for a person.</summary>
    public required Asked<WaitingFacts> Waiting { get; init; }

    /// <summary>The clock.</summary>
    public required Asked<ClockFacts> Clock { get; init; }

    /// <summary>Emergency access.</summary>
    public required Asked<EmergencyFacts> Emergencies { get; init; }

    /// <summary>The patients' door.</summary>
    public required Asked<PortalFacts> Portal { get; init; }

    /// <summary>The Merkle tree of the log and its signed checkpoints.</summary>
    public required Asked<LogFacts> Log { get; init; }
}

/// <summary>Where the program runs.</summary>
/// <param name="InAzure">Whether the platform says so.</param>
/// <param name="StorageHoldsKey">Whether storage is opened by a key in a setting instead of by identity.</param>
/// <param name="CarrierHoldsKey">The same for the carrier.</param>
/// <param name="Addresses">The addresses that it asks, without paths: pages, tables, blobs, journal, carrier, vault.</param>
/// <param name="DoorFault">Why the platform's own authentication does not stand; null when it does or this is one machine.</param>
/// <param name="Tenant">The one Entra tenant that comes in.</param>
public sealed record DeploymentFacts(
    bool InAzure, bool StorageHoldsKey, bool CarrierHoldsKey, IReadOnlyList<Uri> Addresses, string? DoorFault, Guid Tenant);

/// <summary>The key-encryption key.</summary>
/// <param name="Vault">Host of the vault; null: a file.</param>
/// <param name="Bits">Its size, measured by wrapping with it.</param>
public sealed record KeyFacts(string? Vault, int Bits);

/// <summary>The HTTP functions that this program really has, beside the permission table.</summary>
/// <param name="Functions">How many.</param>
/// <param name="WithoutRule">Names of those that have no rule.</param>
/// <param name="Open">Names of those that anybody may call.</param>
/// <param name="ForStaff">How many ask for a live sign-in.</param>
public sealed record DoorFacts(int Functions, IReadOnlyList<string> WithoutRule, IReadOnlyList<string> Open, int ForStaff);

/// <summary>Containers of blobs.</summary>
/// <param name="All">How many were asked.</param>
/// <param name="Open">Names of those that may be read without signing in.</param>
public sealed record ContainerFacts(int All, IReadOnlyList<string> Open);

/// <summary>The container of the audit log.</summary>
/// <param name="HasImmutabilityPolicy">As the service says.</param>
/// <param name="HasLegalHold">As the service says.</param>
/// <param name="BlobsToday">Journals of this day.</param>
/// <param name="BytesToday">How much stands in them.</param>
public sealed record JournalFacts(bool HasImmutabilityPolicy, bool HasLegalHold, int BlobsToday, long BytesToday);

/// <summary>People.</summary>
/// <param name="Owners">Who may manage staff and comes in.</param>
/// <param name="Managers">Managers who come in.</param>
/// <param name="Members">Members who come in.</param>
/// <param name="ShutOut">Who no longer comes in.</param>
/// <param name="Damaged">Rows of people that somebody without the key has changed.</param>
/// <param name="Doubled">Entra accounts that stand for more than one person.</param>
/// <param name="TrainingDue">How many of those who come in have a policy to attest.</param>
/// <param name="Records">Attestations on file.</param>
/// <param name="DamagedRecords">Attestations that do not open.</param>
/// <param name="Away">How many come in, and have not signed in for so long that one should ask whether they still work here;
/// who never has is counted by the age of the entry.</param>
/// <param name="Unbound">How many of those who come in have not signed in yet, so that no account is theirs so far.</param>
public sealed record StaffFacts(
    int Owners, int Managers, int Members, int ShutOut, int Damaged, int Doubled, int TrainingDue, int Records, int DamagedRecords,
    int Away, int Unbound = 0)
{
    /// <summary>Who comes in.</summary>
    public int Active => Owners + Managers + Members;
}

/// <summary>Sign-ins.</summary>
/// <param name="OnFile">Rows.</param>
/// <param name="Live">Those that let somebody in now.</param>
/// <param name="LongestIdle">The limit without a request.</param>
/// <param name="Longest">The limit in any case.</param>
/// <param name="RefusesOneFactor">Whether a made-up sign-in with a password alone was refused a moment ago.</param>
/// <param name="RefusesForeigners">Whether a made-up sign-in of another tenant was.</param>
/// <param name="TakesTwoFactors">Whether the same sign-in with a second factor was not.</param>
public sealed record SignInFacts(
    int OnFile, int Live, TimeSpan LongestIdle, TimeSpan Longest, bool RefusesOneFactor, bool RefusesForeigners, bool TakesTwoFactors);

/// <summary>What the owner decides.</summary>
/// <param name="Current">The settings in force.</param>
/// <param name="IsDamaged">A newer version was changed outside this program.</param>
/// <param name="HasState">Whether the clinic's state is told, some of which have shorter hours for texts.</param>
public sealed record SettingsFacts(ClinicSettings Current, bool IsDamaged, bool HasState);

/// <summary>Rows of conversations, the first so many of the table.</summary>
/// <param name="Looked">How many.</param>
/// <param name="WithMac">Those that carry a MAC.</param>
/// <param name="Changed">Those whose MAC does not fit.</param>
/// <param name="Words">Messages.</param>
/// <param name="InClear">Messages whose words are not sealed.</param>
/// <param name="Held">Conversations on legal hold.</param>
/// <param name="RefusesFlippedBit">Whether a made-up text that was sealed and changed by one bit a moment ago did not open.</param>
public sealed record RowFacts(int Looked, int WithMac, int Changed, int Words, int InClear, int Held, bool RefusesFlippedBit);

/// <summary>The rules of texting, tried a moment ago with made-up texts.</summary>
/// <param name="GateEntries">Words and phrases that the gate knows.</param>
/// <param name="GateMissed">Made-up texts that say too much and passed.</param>
/// <param name="GateTried">How many such texts were tried.</param>
/// <param name="GateStopped">Harmless texts that were refused.</param>
/// <param name="SentWithoutConsent">Kinds of text that would go to a number that has agreed to nothing.</param>
/// <param name="SentAfterStop">Kinds of text that would go after STOP.</param>
/// <param name="KindsTried">How many kinds of text were tried.</param>
/// <param name="SentAtNight">Automated kinds that would go at 22:00.</param>
/// <param name="KeywordsMissed">Words of the law that would not withdraw.</param>
public sealed record TextingFacts(
    int GateEntries,
    IReadOnlyList<string> GateMissed,
    int GateTried,
    int GateStopped,
    IReadOnlyList<string> SentWithoutConsent,
    IReadOnlyList<string> SentAfterStop,
    int KindsTried,
    IReadOnlyList<string> SentAtNight,
    IReadOnlyList<string> KeywordsMissed);

/// <summary>What others send in.</summary>
/// <param name="Secrets">When each webhook secret in force was made.</param>
/// <param name="Imports">Files of patients and visits on file.</param>
public sealed record PartnerFacts(IReadOnlyList<DateTimeOffset> Secrets, int Imports);

/// <summary>Events that wait for a person.</summary>
/// <param name="Quarantined">That could not be stored as messages.</param>
/// <param name="DeadLetters">That Event Grid could not deliver, and that stand in clear until they are taken in.</param>
public sealed record WaitingFacts(int Quarantined, int DeadLetters);

/// <summary>All emergency access there was.</summary>
/// <param name="Taken">How often it was taken.</param>
/// <param name="NotAppropriate">How often an owner found that it was not right.</param>
/// <param name="Waiting">How many no owner has looked at.</param>
/// <param name="OldestWaiting">When the oldest of these was taken; null: none waits.</param>
/// <param name="Damaged">Rows that somebody without the key has changed.</param>
/// <param name="Longest">How long it lasts at most.</param>
public sealed record EmergencyFacts(
    int Taken, int NotAppropriate, int Waiting, DateTimeOffset? OldestWaiting, int Damaged, TimeSpan Longest);

/// <summary>The clock.</summary>
/// <param name="Ahead">How far the program's is before the storage service's.</param>
public sealed record ClockFacts(TimeSpan Ahead);

/// <summary>The patients' door.</summary>
/// <param name="Links">Links looked at.</param>
/// <param name="Locked">Those that wrong tries have locked.</param>
/// <param name="OverTried">Those that took more tries than they may.</param>
/// <param name="MostTries">The limit.</param>
/// <param name="Idle">After how long without use a patient is signed out.</param>
public sealed record PortalFacts(int Links, int Locked, int OverTried, int MostTries, TimeSpan Idle);

/// <summary>The tree of the log.</summary>
/// <param name="CheckpointAt">The newest checkpoint's time; null: there is none.</param>
/// <param name="Size">Entries under it.</param>
/// <param name="VerifiedAt">When the log was last verified; null: never.</param>
/// <param name="Outcome">What came of it: <c>whole</c>, <c>tampered</c> or <c>unreadable</c>.</param>
public sealed record LogFacts(DateTimeOffset? CheckpointAt, long Size, DateTimeOffset? VerifiedAt, string? Outcome);

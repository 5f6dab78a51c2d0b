using static SecureText.Evidence.Finding;
using static SecureText.Evidence.Safeguards;

namespace SecureText.Evidence;

/// <summary>45 CFR 164.312(b): audit controls.</summary>
internal static class AuditSafeguards
{
    private static readonly TimeSpan NewestCheckpoint = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan NewestVerification = TimeSpan.FromHours(36);
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new("journal-written", "164.312(b)", "What is looked at is written down first", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Storage:JournalServiceUri",
            Code = "src/SecureText.Azure/Audit/AppendBlobJournal.cs",
            Test = "tests/SecureText.Functions.Tests/Api/SeenMeansLoggedTests.cs#Read_with_a_journal_that_fails_is_503_and_shows_nothing",
            Judge = facts => facts.Journal.Judge(journal => When(
                journal is { BlobsToday: > 0, BytesToday: > 0 },
                $"Today's journal has {Count(journal.BlobsToday, "blob", "blobs")} with {Count(journal.BytesToday, "byte", "bytes")}. While it cannot be written, nothing is shown.",
                "Nothing was written today, although whoever asks for this report must have signed in: look whether the journal's account is the right one.")),
        },
        new("log-checkpoint", "164.312(b)", "The log is sealed by a signature every few minutes", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Audit:SigningKeyName",
            Code = "src/SecureText.Azure/Audit/Tree/LogIntegrator.cs",
            Test = "tests/SecureText.Azure.Tests/Audit/Tree/LogIntegrationTests.cs#Checkpoint_of_the_same_size_is_written_after_five_minutes_and_on_demand_only",
            Judge = facts => facts.Log.Judge(log => log.CheckpointAt is not { } at
                ? Fail("There is no signed checkpoint of the log yet.", "Look at the log of the timer IntegrateLog; the key that signs must exist and the program be allowed to use it.")
                : When(
                    IsSince(facts.Now - at, NewestCheckpoint),
                    $"The newest checkpoint is of {Words(at)} ({Ago(facts.Now - at)}) and covers {Count(log.Size, "entry", "entries")}.",
                    "It should not be older than fifteen minutes, nor of a time to come: look at the log of the timer IntegrateLog.")),
        },
        new("clock", "164.312(b)", "The clock that gives the log its times is right", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "the platform's clock",
            Code = "src/SecureText.Functions/Evidence/StorageLooks.cs",
            Test = "tests/SecureText.Functions.Tests/Evidence/EvidenceReportTests.cs#Clock_that_goes_wrong_is_in_the_report",
            Judge = facts => facts.Clock.Judge(clock => When(
                clock.Ahead.Duration() <= MostAhead,
                $"The program's clock and that of the storage service differ by {clock.Ahead.Duration().TotalSeconds:0.#} seconds.",
                "More than a minute is too much: set the clock of this machine by a time server.")),
        },
        new("log-verified", "164.312(b)", "The log is verified every day", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "built in: the timer VerifyLog",
            Code = "src/SecureText.Core/Audit/Verification/LogVerifier.cs",
            Test = "tests/SecureText.Verify.Tests/Verification/BundleAttackTests.cs#Entry_taken_out_is_dropped",
            Judge = facts => facts.Log.Judge(log => log switch
            {
                { VerifiedAt: null } => Fail("The log has not been verified by the program yet.", "It does so once a day; see the page of the log, or run the verifier by hand."),
                { Outcome: not "whole" } => Fail($"The last verification, of {Words(log.VerifiedAt.Value)}, says: {log.Outcome}.", "Treat it as an incident: see the page of the log for the first bad entry, and run the offline verifier over a copy."),
                _ => When(
                    IsSince(facts.Now - log.VerifiedAt.Value, NewestVerification),
                    $"Verified {Words(log.VerifiedAt.Value)} ({Ago(facts.Now - log.VerifiedAt.Value)}): whole.",
                    "It should not be older than a day and a half, nor of a time to come: look at the log of the timer VerifyLog."),
            }),
        },
    ];

    // A time to come proves nothing: clocks differ by seconds, not more.
    private static bool IsSince(TimeSpan age, TimeSpan longest) => age <= longest && age >= -MostAhead;
}

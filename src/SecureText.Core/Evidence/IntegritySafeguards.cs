using static SecureText.Evidence.Finding;
using static SecureText.Evidence.Safeguards;

namespace SecureText.Evidence;

/// <summary>45 CFR 164.312(c): integrity.</summary>
internal static class IntegritySafeguards
{
    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new("log-immutable", "164.312(c)(1)", "Nobody can change or delete the log", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "immutability policy of the container journal",
            Code = "infra/app/journal.bicep",
            Test = "tests/SecureText.Core.Tests/Infra/InfraRulesTests.cs#Template_that_breaks_a_rule_is_found",
            Judge = facts => facts.Journal.Judge(journal => When(
                journal.HasImmutabilityPolicy,
                $"The storage service says that the log's container has an immutability policy{(journal.HasLegalHold ? " and a legal hold" : "")}. Whether it is locked the service does not tell a program.",
                "Give the container the time-based policy of infra/app/journal.bicep: azd provision. Azurite, on one machine, has none.")),
        },
        new("log-immutable-locked", "164.312(c)(1)", "The policy itself is locked", SafeguardKind.Required, EvidenceBasis.Clinic)
        {
            Setting = "infra/hooks/lock-journal.sh, lock-journal.ps1",
            Judge = _ => Finding.Clinic(
                "Until the policy is locked, an administrator of the subscription could take it away. Locking cannot be undone, so no program does it by itself.",
                "Lock it when the clinic begins with real patients (docs/deploy.md says what that means)."),
        },
        new("nothing-waits", "164.312(c)(1)", "No text of a patient is stuck", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Code = "src/SecureText.Functions/Inbound/Quarantine.cs",
            Test = "tests/SecureText.Functions.Tests/Api/ReadinessTests.cs#Ready_counts_what_waits_in_quarantine_and_is_ready_all_the_same",
            Judge = facts => facts.Waiting.Judge(waiting => When(
                waiting is { Quarantined: 0, DeadLetters: 0 },
                $"{Count(waiting.Quarantined, "event waits", "events wait")} in quarantine because it could not be stored as a message; {Count(waiting.DeadLetters, "blob", "blobs")} with events that could not be delivered {(waiting.DeadLetters == 1 ? "waits" : "wait")} to be taken in, and stand there in clear.",
                "Have somebody look at the quarantine (docs/operate.md). Undelivered events are taken in by a timer; after seven days they are deleted, so look at its log soon.")),
        },
        new("rows-whole", "164.312(c)(2)", "A changed record is noticed", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Code = "src/SecureText.Azure/Storage/RowSeal.cs",
            Test = "tests/SecureText.Functions.Tests/Tampering/TamperTests.cs#Changed_text_is_a_marked_gap_and_the_rest_is_shown",
            Judge = facts => facts.Rows.Judge(rows => rows is { WithMac: 0, RefusesFlippedBit: true } ? AccessSafeguards.NothingToLookAt : When(
                rows is { Changed: 0, RefusesFlippedBit: true },
                $"{Count(rows.WithMac, "row was", "rows were")}, the first of the table of conversations, held against their seal a moment ago: {rows.Changed} were changed outside the program. A made-up text in which one bit was turned {(rows.RefusesFlippedBit ? "did not open" : "OPENED")}.",
                "Treat it as an incident: somebody wrote into the table past the program. What was changed is shown as damaged and never sent.")),
        },
        new("settings-whole", "164.312(c)(2)", "The clinic's settings are as the owner left them", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Setting = "Settings",
            Code = "src/SecureText.Azure/Storage/ClinicSettingsStore.cs",
            Test = "tests/SecureText.Azure.Tests/Storage/ClinicSettingsStoreTests.cs#Version_that_was_changed_is_told_and_the_one_before_is_given",
            Judge = facts => facts.Settings.Judge(settings => When(
                !settings.IsDamaged,
                settings.IsDamaged
                    ? $"A version newer than the one in force was changed outside the program. The one before it is in force."
                    : $"Version {settings.Current.Version} is in force and is as it was saved.",
                "Open the settings, look through them and save any section: that makes a new version.")),
        },
    ];
}

using static SecureText.Evidence.Finding;
using static SecureText.Evidence.Safeguards;

namespace SecureText.Evidence;

/// <summary>45 CFR 164.312(a): access control.</summary>
internal static class AccessSafeguards
{
    private const int LeastBits = 3072;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(3);
    private const string OneMachine = "Good enough for one machine with made-up patients only. For real ones deploy to Azure: azd up (docs/deploy.md).";

    /// <summary>A table without rows proves nothing.</summary>
    internal static Finding NothingToLookAt { get; } = Finding.Clinic(
        "No message stands in the table yet, so there was nothing to look at.", "Make the report again after the first text.");

    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new("every-function-has-a-rule", "164.312(a)(1)", "Nothing answers whom no rule lets in", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Code = "src/SecureText.Functions/Api/Access/Permissions.cs",
            Test = "tests/SecureText.Functions.Tests/Api/Matrix/AccessMatrixTests.cs#Every_route_answers_as_the_table_says",
            Judge = facts => facts.Door.Judge(door => When(
                door.WithoutRule.Count == 0 && door.Functions > 0,
                $"This program has {Count(door.Functions, "function", "functions")} that can be called. {door.ForStaff} ask for a live sign-in; "
                    + $"{door.Open.Count} are open to anybody and show nothing of anybody ({List(door.Open)}); "
                    + $"{door.WithoutRule.Count} have no rule{(door.WithoutRule.Count == 0 ? "" : " (" + List(door.WithoutRule) + ")")}, and what has none does not answer.",
                "Give each function a rule in the permission table.")),
        },
        new("platform-door", "164.312(a)(1)", "Nothing but the clinic's own site reaches the program", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "WEBSITE_AUTH_ENABLED, set by the platform",
            Code = "src/SecureText.Functions/Api/Access/PlatformDoor.cs",
            Test = "tests/SecureText.Functions.Tests/Api/PlatformDoorTests.cs#Azure_without_its_authentication_answers_nobody_but_whom_it_need_not_know",
            Judge = facts => facts.Deployment.Judge(where => where switch
            {
                { InAzure: false } => Fail("This program does not run in Azure: no platform in front of it proves who asks.", OneMachine),
                { DoorFault: { } fault } => Fail($"The platform's authentication: {fault}.", "Run azd provision again; it links the site and turns authentication on."),
                _ => Pass("The platform's authentication is on; what comes another way is refused by the platform and by the program."),
            }),
        },
        new("storage-by-identity", "164.312(a)(1)", "Storage and carrier are opened by identity, never by a key", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Storage:ConnectionString, Acs:ConnectionString",
            Code = "src/SecureText.Azure/Storage/StorageOptions.cs",
            Test = "tests/SecureText.Azure.Tests/Storage/StorageOptionsTests.cs#Validate_refuses_an_account_key_in_Azure_and_takes_it_on_one_machine",
            Judge = facts => facts.Deployment.Judge(where => where switch
            {
                { StorageHoldsKey: true, CarrierHoldsKey: true } => Fail("Storage and carrier are opened by keys that stand in settings.", OneMachine),
                { StorageHoldsKey: true } => Fail("Storage is opened by a key that stands in a setting.", OneMachine),
                { CarrierHoldsKey: true } => Fail("The carrier is opened by a key that stands in a setting.", OneMachine),
                _ => Pass("The program signs in to storage and carrier as its own identity and holds no key of either. That the accounts take no keys from anybody else is set by infra/app/account.bicep."),
            }),
        },
        new("containers-private", "164.312(a)(1)", "No container can be read without signing in", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Code = "infra/app/account.bicep",
            Test = "tests/SecureText.Functions.Tests/Evidence/EvidenceReportTests.cs#What_somebody_has_changed_around_the_program_is_in_the_report",
            Judge = facts => facts.Containers.Judge(containers => When(
                containers.Open.Count == 0 && containers.All > 0,
                $"{Count(containers.All, "container was", "containers were")} asked; {containers.Open.Count} may be read by anybody{(containers.Open.Count == 0 ? "" : ": " + List(containers.Open))}.",
                "Set the access level of these containers to private in the portal, and find in the activity log who opened them.")),
        },
        new("unique-users", "164.312(a)(2)(i)", "Everybody has an own account", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "People",
            Code = "src/SecureText.Azure/Storage/StaffStore.cs",
            Test = "tests/SecureText.Functions.Tests/Staff/SignInTests.cs#Invited_person_is_bound_to_the_account_of_the_first_sign_in",
            Judge = facts => facts.Staff.Judge(staff => When(
                staff is { Active: > 0, Doubled: 0, Damaged: 0 },
                $"{Count(staff.Active, "person comes", "people come")} in, each with an own id, and with an own Entra account from the first sign-in on ({staff.Unbound} of them {(staff.Unbound == 1 ? "has" : "have")} not signed in yet); {staff.Doubled} accounts stand for two people; {Count(staff.Damaged, "entry was", "entries were")} changed outside the program.",
                "Shut out who stands there twice (page People). An entry that was changed lets nobody in and is an incident; it cannot be shut out: have its rows taken out of the table Staff, then add the person anew.")),
        },
        new("emergency-access", "164.312(a)(2)(ii)", "In an emergency a record can be opened, for an hour, and an owner looks at it afterwards", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "built in: one hour, one conversation, with a reason",
            Code = "src/SecureText.Functions/BreakGlass/EmergencyAccess.cs",
            Test = "tests/SecureText.Functions.Tests/BreakGlass/BreakGlassTests.cs#Grant_opens_a_colleagues_conversation_for_an_hour",
            Judge = facts => facts.Emergencies.Judge(emergencies => When(
                emergencies is { Damaged: 0 }
                    && emergencies.Longest <= TimeSpan.FromHours(1)
                    && (emergencies.Waiting == 0 || facts.Now - emergencies.OldestWaiting <= LongestWait),
                $"It lasts {emergencies.Longest.TotalMinutes:0} minutes at most. It was taken {Count(emergencies.Taken, "time", "times")}; {emergencies.NotAppropriate} were found not to be right, and {Count(emergencies.Waiting, "waits", "wait")} for an owner's look"
                    + (emergencies.OldestWaiting is { } oldest ? $", the oldest since {Words(oldest)}" : "")
                    + $". {Count(emergencies.Damaged, "entry was", "entries were")} changed outside the program.",
                "Have an owner look at what waits (page Emergencies), within three days of each. An entry that was changed is an incident.")),
        },
        new("idle-sign-out", "164.312(a)(2)(iii)", "Whoever walks away is signed out", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Setting = "built in: 15 minutes, 12 hours; the page leaves after 10 minutes",
            Code = "src/SecureText.Core/Staff/SignIn.cs",
            Test = "tests/SecureText.Functions.Tests/Api/DoorTests.cs#Only_requests_of_a_person_keep_a_sign_in_alive",
            Judge = facts => facts.SignIns.Judge(signIns => When(
                signIns.LongestIdle <= TimeSpan.FromMinutes(15) && signIns.Longest <= TimeSpan.FromHours(12),
                $"A sign-in ends {signIns.LongestIdle.TotalMinutes:0} minutes after the last request of a person and {signIns.Longest.TotalHours:0} hours after its begin. Of {Count(signIns.OnFile, "sign-in", "sign-ins")} on file {signIns.Live} let somebody in at this moment.",
                "The limits were changed in the code: put them back.")),
        },
        new("key-in-vault", "164.312(a)(2)(iv)", "The key that opens everything never leaves Key Vault", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Setting = "Keys:KeyVaultUri, Keys:KeyName",
            Code = "src/SecureText.Azure/Keys/KeyVaultKeyWrapper.cs",
            Test = "tests/SecureText.Azure.Tests/Keys/KeyVaultKeyWrapperTests.cs#Wrap_asks_the_vault_nothing_and_UnwrapAsync_once_after_the_first",
            Judge = facts => facts.Key.Judge(key => key.Vault is { } vault
                ? Pass($"The key is in the vault {vault}. It opened this clinic's index key a moment ago.")
                : Fail("The key stands in a file beside the data. It opened this clinic's index key a moment ago, and whoever has the file can do the same.", OneMachine)),
        },
        new("key-strength", "164.312(a)(2)(iv)", "The key is long enough", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Setting = "Keys:KeyName",
            Code = "src/SecureText.Azure/Keys/Kek.cs",
            Test = "tests/SecureText.Azure.Tests/Keys/KeyVaultKeyWrapperTests.cs#StartAsync_key_that_is_too_small_is_refused_by_the_settings_name",
            Judge = facts => facts.Key.Judge(key => When(
                key.Bits >= LeastBits,
                $"RSA with {key.Bits} bits; {LeastBits} is the least that stands for 128 bits of strength (NIST SP 800-57 part 1).",
                "Make an RSA key of 3,072 bits and name it in Keys:KeyName (docs/operate.md tells how to turn to a new key).")),
        },
        new("words-sealed", "164.312(a)(2)(iv)", "Of a sample of messages none stands in clear", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Code = "src/SecureText.Core/Sealing/Sealer.cs",
            Test = "tests/SecureText.Core.Tests/Sealing/SealerTests.cs#Box_holds_neither_the_text_nor_the_place",
            Judge = facts => facts.Rows.Judge(rows => rows.Words == 0 ? NothingToLookAt : When(
                rows.InClear == 0,
                $"{Count(rows.Looked, "row was", "rows were")} looked at a moment ago, the first of the table, with {Count(rows.Words, "message", "messages")}: the words of {rows.InClear} are not sealed.",
                "Treat it as an incident: somebody wrote into the table past the program. Take the table's log of the last days before anything else.")),
        },
    ];
}

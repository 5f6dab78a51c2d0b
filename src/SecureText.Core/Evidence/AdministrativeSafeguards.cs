using static SecureText.Evidence.Finding;
using static SecureText.Evidence.Safeguards;

namespace SecureText.Evidence;

/// <summary>What of 45 CFR 164.308, 164.314 and 164.316 a program can see.</summary>
internal static class AdministrativeSafeguards
{
    private const int LeastYears = 6;

    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new("access-removed", "164.308(a)(3)(ii)(C)", "Who left no longer comes in", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Setting = "People",
            Code = "src/SecureText.Functions/Staff/StaffAdmin.cs",
            Test = "tests/SecureText.Functions.Tests/Api/Matrix/AccessMatrixTests.cs#Every_route_answers_as_the_table_says",
            Judge = facts => facts.Staff.Judge(staff => When(
                staff.Away == 0,
                $"{Count(staff.ShutOut, "person is", "people are")} shut out. {Count(staff.Away, "person comes", "people come")} in without having signed in for 90 days; {Count(staff.Unbound, "was", "were")} invited and {(staff.Unbound == 1 ? "has" : "have")} not signed in yet.",
                "Ask whether they still work here; if not, shut them out on the page People.")),
        },
        new("owners", "164.308(a)(4)(ii)(B)", "Somebody decides who comes in", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Setting = "People; Staff:FirstOwner until there is one",
            Code = "src/SecureText.Core/Staff/Person.cs",
            Test = "tests/SecureText.Functions.Tests/Staff/StaffAdminTests.cs#Last_owner_stays_also_when_two_owners_shut_each_other_out_at_once",
            Judge = facts => facts.Staff.Judge(staff => When(
                staff.Owners > 0,
                $"{Count(staff.Owners, "owner", "owners")}, {Count(staff.Managers, "manager", "managers")}, {Count(staff.Members, "member", "members")}."
                    + (staff.Owners == 1 ? " With a second owner the clinic could still act if the first lost the account." : ""),
                "Nobody is owner: sign in with the account of Staff:FirstOwner.")),
        },
        new("training", "164.308(a)(5)(i)", "Staff have read the clinic's policies", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Settings, policies",
            Code = "src/SecureText.Core/Staff/TrainingRules.cs",
            Test = "tests/SecureText.Functions.Tests/Api/Matrix/AccessMatrixTests.cs#Every_route_answers_as_the_table_says",
            Judge = facts => facts.Staff.Judge(staff => facts.Settings.Judge(settings => settings.Current.Policies.Count == 0
                ? Fail("There is no policy to read.", "Write at least one on the page of the settings; three stand ready.")
                : When(
                    staff is { TrainingDue: 0, DamagedRecords: 0, Active: > 0 },
                    $"{Count(settings.Current.Policies.Count, "policy is", "policies are")} in force. {staff.Active - staff.TrainingDue} of {Count(staff.Active, "person", "people")} have attested all of them; {Count(staff.Records, "record is", "records are")} kept, {staff.DamagedRecords} of them do not open. Whoever has not attested opens no record.",
                    "Remind who is behind (page Training); look for who changed records that do not open."))),
        },
        new("sign-in-monitoring", "164.308(a)(5)(ii)(C)", "Refused sign-ins are written down", SafeguardKind.Addressable, EvidenceBasis.Tested)
        {
            Code = "src/SecureText.Functions/Staff/StaffSignIns.cs",
            Test = "tests/SecureText.Functions.Tests/Api/DoorTests.cs#Refusal_of_somebody_known_is_in_the_journal_before_it_is_given",
            Judge = _ => Pass("Each sign-in, each refused one and each refused request of somebody known is an entry of the log before it is answered."),
        },
        new("agreements", "164.308(b)(3)", "Whoever holds or carries patients' data has signed an agreement", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Settings, agreements",
            Code = "src/SecureText.Core/Evidence/AgreementRules.cs",
            Test = "tests/SecureText.Core.Tests/Evidence/AgreementRulesTests.cs#Register_is_as_good_as_its_worst_row",
            Judge = AgreementRules.Judge,
        },
        new("retention", "164.316(b)(2)(i)", "Records are kept six years", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Settings, retention",
            Code = "src/SecureText.Core/Archive/Retention.cs",
            Test = "tests/SecureText.Core.Tests/Clinic/SettingsCheckTests.cs#Check_of_a_retention_keeps_to_the_law_and_to_sense",
            Judge = facts => facts.Settings.Judge(settings => facts.Rows.Judge(rows => When(
                settings.Current.Retention.Years >= LeastYears && !settings.IsDamaged,
                (settings.IsDamaged ? "A version of the settings was changed outside the program, so nothing is destroyed by them. " : "")
                    + $"Patients' records are kept {settings.Current.Retention.Years} years after the last that was written or was to come; the law asks {LeastYears} for what documents the rules, and your state may ask more for the record itself. {Count(rows.Held, "conversation", "conversations")} of those looked at {(rows.Held == 1 ? "is" : "are")} on hold. The log is kept as long as its container's policy says.",
                settings.IsDamaged ? "Open the settings, look through them and save any section." : "Set the retention to six years or more."))),
        },
    ];
}

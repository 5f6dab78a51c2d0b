using static SecureText.Evidence.Finding;
using static SecureText.Evidence.Safeguards;

namespace SecureText.Evidence;

/// <summary>Breaches (45 CFR 164.414(b)), minimum necessary (164.502(b)), the own record (164.524), and consent to texts (47 CFR 64.1200).</summary>
internal static class PrivacySafeguards
{
    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new("breach-support", "164.414(b)", "After a loss the clinic can say whose records were touched", SafeguardKind.Required, EvidenceBasis.Tested)
        {
            Code = "src/SecureText.Functions/Audit/TouchedRecords.cs",
            Test = "tests/SecureText.Functions.Tests/Audit/LookingUpTests.cs#Whose_records_somebody_touched_is_answered_with_times_and_actions",
            Judge = _ => Pass("The page Whose records lists, from the log, every conversation that an account or an address touched between two times."),
        },
        new("minimum-necessary", "164.502(b)", "A text says no more than it must", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "none: the gate cannot be turned off",
            Code = "src/SecureText.Core/Sending/Gate.cs",
            Test = "tests/SecureText.Core.Tests/Sending/GateTests.cs#Check_what_says_too_much_is_found",
            Judge = facts => facts.Texting.Judge(texting => When(
                texting is { GateMissed.Count: 0, GateStopped: 0, GateEntries: > 1000 },
                $"The gate knows {Count(texting.GateEntries, "word or phrase", "words and phrases")}. Of {texting.GateTried} made-up texts that say too much it let {texting.GateMissed.Count} pass{(texting.GateMissed.Count == 0 ? "" : " (" + List(texting.GateMissed) + ")")}, and of the harmless ones it refused {texting.GateStopped}.",
                "The lists of the gate were changed: put them back.")),
        },
        new("own-record", "164.524(c)", "A patient gets a copy of the whole record", SafeguardKind.Required, EvidenceBasis.Tested)
        {
            Code = "src/SecureText.Functions/Archive/RecordExport.cs",
            Test = "tests/SecureText.Functions.Tests/Archive/RecordExportTests.cs#Copy_holds_all_that_is_kept_of_the_number_and_a_page_in_which_nothing_runs",
            Judge = _ => Pass("Record, on the card of a patient, makes one file with everything that is kept of the number, to read and to print, and as JSON. Handing it over in time is the clinic's."),
        },
        new("consent", "47 CFR 64.1200(a)(1)", "Without consent nothing is sent", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "none: it cannot be turned off",
            Code = "src/SecureText.Core/Sending/SendDecision.cs",
            Test = "tests/SecureText.Functions.Tests/Sending/StopTests.cs#Nobody_whose_consent_is_unknown_gets_a_text",
            Judge = facts => facts.Texting.Judge(texting => When(
                texting.SentWithoutConsent.Count == 0 && texting.KindsTried > 0,
                $"{Count(texting.KindsTried, "kind of text was", "kinds of text were")} tried a moment ago for a made-up number that has agreed to nothing: {texting.SentWithoutConsent.Count} would have gone{(texting.SentWithoutConsent.Count == 0 ? "" : " (" + List(texting.SentWithoutConsent) + ")")}.",
                "The decision to send was changed in the code: put it back.")),
        },
        new("withdrawal", "47 CFR 64.1200(a)(10)", "STOP ends texts, in the words that the rule names", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "none: it cannot be turned off",
            Code = "src/SecureText.Core/Consent/Keywords.cs",
            Test = "tests/SecureText.Core.Tests/Consent/KeywordsTests.cs#Classify_word_of_withdrawal_alone_is_stop",
            Judge = facts => facts.Texting.Judge(texting => When(
                texting is { KeywordsMissed.Count: 0, SentAfterStop.Count: 0 },
                $"The seven words of the rule were tried a moment ago: {texting.KeywordsMissed.Count} did not withdraw. After the withdrawal {texting.SentAfterStop.Count} kinds of text would still have gone, beside the one that confirms it.",
                "Keywords or decision were changed in the code: put them back.")),
        },
        new("quiet-hours", "47 CFR 64.1200(c)(1)", "Nothing automatic is sent at night", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Clinic:TimeZone, Clinic:State",
            Code = "src/SecureText.Core/Sending/QuietHours.cs",
            Test = "tests/SecureText.Core.Tests/Sending/QuietHoursTests.cs#NextAllowed_states_with_shorter_hours_keep_them",
            Judge = facts => facts.Texting.Judge(texting => facts.Settings.Judge(settings => When(
                texting.SentAtNight.Count == 0,
                $"At ten in the evening in {facts.TimeZone.Id} {texting.SentAtNight.Count} automatic kinds of text would go{(texting.SentAtNight.Count == 0 ? "" : " (" + List(texting.SentAtNight) + ")")}. The clinic's state is {(settings.HasState ? "told, so its own hours count" : "not told: the federal hours count, and some states have shorter ones")}.",
                "The hours were changed in the code: put them back."))),
        },
    ];
}

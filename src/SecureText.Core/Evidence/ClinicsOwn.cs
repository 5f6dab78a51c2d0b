namespace SecureText.Evidence;

/// <summary>What no program can see, and the law asks all the same: listed, so that the report does not look complete without it.</summary>
internal static class ClinicsOwn
{
    public static IReadOnlyList<Safeguard> All { get; } =
    [
        Own("risk-analysis", "164.308(a)(1)(ii)(A)", "Risk analysis", SafeguardKind.Required, "Write down what could happen to patients' data here, how likely and how bad; again after each large change. docs/threat-model.md is a beginning for this program, not for the clinic."),
        Own("risk-management", "164.308(a)(1)(ii)(B)", "Risk management", SafeguardKind.Required, "Decide what is done about each risk, by whom, until when."),
        Own("sanction-policy", "164.308(a)(1)(ii)(C)", "Sanction policy", SafeguardKind.Required, "Write down what follows when somebody breaks the rules."),
        Own("activity-review", "164.308(a)(1)(ii)(D)", "Review of the log", SafeguardKind.Required, "Look through the log regularly (page Log), and keep a note of when and by whom."),
        Own("security-official", "164.308(a)(2)", "A person who is responsible", SafeguardKind.Required, "Name the security official in writing."),
        Own("supervision", "164.308(a)(3)(ii)(A)", "Who may do what with patients' data", SafeguardKind.Addressable, "Write down who gets which role, and who looks after members."),
        Own("workforce-clearance", "164.308(a)(3)(ii)(B)", "Who may work with patients' data", SafeguardKind.Addressable, "Write down how that is decided before somebody is added on the page People."),
        Own("reminders", "164.308(a)(5)(ii)(A)", "Staff are reminded", SafeguardKind.Addressable, "Remind staff of the rules between trainings; changing a policy asks everybody to read it again."),
        new("malicious-software", "164.308(a)(5)(ii)(B)", "Devices are kept clean, and the program is kept new", SafeguardKind.Addressable, EvidenceBasis.Clinic)
        {
            Judge = facts => Finding.Clinic(
                $"This program is version {facts.Version}. Whether there is a newer one, and how the devices are, it does not know.",
                "Keep devices and browsers updated, and install new releases of this program (docs/operate.md)."),
        },
        Own("passwords", "164.308(a)(5)(ii)(D)", "Passwords", SafeguardKind.Addressable, "Set the rules of passwords and second factors in the clinic's Entra tenant; this program keeps no password."),
        Own("incident-response", "164.308(a)(6)(ii)", "What to do in an incident", SafeguardKind.Required, "Keep the plan of docs/operate.md with names and telephone numbers, and see that the alerts reach a person."),
        Own("backup", "164.308(a)(7)(ii)(A)", "Data backup plan", SafeguardKind.Required, "Decide what a loss of the storage account would mean and keep copies (docs/operate.md); no program here makes one by itself."),
        Own("disaster-recovery", "164.308(a)(7)(ii)(B)", "Disaster recovery plan", SafeguardKind.Required, "Write down how the clinic gets its data back, and try it once a year (docs/operate.md)."),
        Own("emergency-mode", "164.308(a)(7)(ii)(C)", "Working while the system is down", SafeguardKind.Required, "Write down how patients are reached meanwhile: telephone and paper."),
        Own("plans-tested", "164.308(a)(7)(ii)(D)", "The plans are tried", SafeguardKind.Addressable, "Try backup, recovery and the work without the system, and write down what was learnt."),
        Own("criticality", "164.308(a)(7)(ii)(E)", "What is needed first", SafeguardKind.Addressable, "Write down which programs the clinic needs first, and where texting stands among them."),
        Own("evaluation", "164.308(a)(8)", "Evaluation", SafeguardKind.Required, "Go through this report once a year and after each large change, and keep it."),
        Own("facility", "164.310(a)(1)", "Facility access", SafeguardKind.Required, "Decide who may enter where the devices stand. The servers are Microsoft's."),
        Own("workstation-use", "164.310(b)", "Workstation use", SafeguardKind.Required, "Write down where and how the inbox may be open; a policy for staff stands ready in the settings."),
        Own("workstation-security", "164.310(c)", "Workstation security", SafeguardKind.Required, "Lock screens and rooms, so that nobody else reads along."),
        Own("devices-media", "164.310(d)(1)", "Devices and media", SafeguardKind.Required, "Exports, reports and downloaded files are outside this program: say where they may lie and how they are destroyed."),
        Own("agreement-contents", "164.314(a)(2)(i)", "The agreements say what the rule asks", SafeguardKind.Required, "See that each agreement of the register binds to the Security Rule, binds subcontractors, and has incidents reported."),
        Own("policies-updated", "164.316(b)(2)(iii)", "Policies are looked through", SafeguardKind.Required, "Read the clinic's policies at set times and change them when something has changed."),
        Own("line-verified", "carrier rules", "The line is registered with the carriers", SafeguardKind.Required, "Keep the toll-free verification or the 10DLC campaign registration of the line; unregistered lines are blocked (carrier error 4010)."),
    ];

    private static Safeguard Own(string check, string id, string title, SafeguardKind kind, string mend) =>
        new(check, id, title, kind, EvidenceBasis.Clinic)
        {
            Judge = _ => Finding.Clinic("No program can see this.", mend),
        };
}

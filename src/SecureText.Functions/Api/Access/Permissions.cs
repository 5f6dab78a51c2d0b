using SecureText.Staff;

namespace SecureText.Api.Access;

/// <summary>
/// Who may call which HTTP function: the one table. A function without a row does not answer (P7).
/// </summary>
internal static class Permissions
{
    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        // Conversations
        ["ListConversations"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["ReadConversation"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["CheckText"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["StartConversation"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["ReadMessages"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["CancelMessage"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["WriteNote"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["ReadMentions"] = Rule.Staff(Role.Staff),
        ["CountInbox"] = Rule.Staff(Role.Staff),
        ["ReadChanges"] = Rule.Staff(Role.Staff, inEmergency: true),
        ["TellPresence"] = Rule.Staff(Role.Staff, inEmergency: true),
        ["SendMessage"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["MarkRead"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["Assign"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["Close"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["Reopen"] = Rule.Staff(Role.Staff, opensPhi: true),

        // Consents
        ["ReadConsents"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["RecordConsent"] = Rule.Staff(Role.Staff, opensPhi: true),

        // Patients of a number
        ["ReadPatients"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["AddPatient"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["ChangePatient"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["RemovePatient"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["AttributeMessage"] = Rule.Staff(Role.Staff, opensPhi: true),

        // Clinic
        ["ReadSettings"] = Rule.Staff(Role.Owner),
        ["ChangeSettings"] = Rule.Staff(Role.Owner),
        ["ListCannedReplies"] = Rule.Staff(Role.Staff),
        ["ListForms"] = Rule.Staff(Role.Staff),

        // Import
        ["UploadImport"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["CheckImport"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["StartImport"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["ListImports"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["ReadImport"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadRefused"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),

        // Webhooks
        ["ListWebhooks"] = Rule.Staff(Role.Owner | Role.Manager),
        ["AddWebhookSecret"] = Rule.Staff(Role.Owner),
        ["DeleteWebhookSecret"] = Rule.Staff(Role.Owner),
        ["TakeWebhook"] = Rule.Signature,

        // Campaigns
        ["ListPlaybooks"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ListCampaigns"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadCampaign"] = Rule.Staff(Role.Owner | Role.Manager),
        ["PreviewCampaign"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["StartCampaign"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["ReadCampaignPeople"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["PauseCampaign"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ResumeCampaign"] = Rule.Staff(Role.Owner | Role.Manager),
        ["CancelCampaign"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadFigures"] = Rule.Staff(Role.Owner | Role.Manager),

        // Patient portal
        ["PortalOpen"] = Rule.Anybody,
        ["PortalBirthDate"] = Rule.Anybody,
        ["PortalCode"] = Rule.Anybody,
        ["PortalThread"] = Rule.Patient,
        ["PortalSend"] = Rule.Patient,
        ["PortalUpload"] = Rule.Patient,
        ["PortalAttachment"] = Rule.Patient,
        ["PortalForm"] = Rule.Patient,
        ["PortalFillForm"] = Rule.Patient,
        ["PortalLanguage"] = Rule.Patient,
        ["PortalSignOut"] = Rule.Patient,

        // Patient portal, staff side
        ["SendLink"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["SendSecureMessage"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),
        ["ListLinks"] = Rule.Staff(Role.Staff, inEmergency: true),
        ["RevokeLink"] = Rule.Staff(Role.Staff, opensPhi: true),
        ["ReadAttachment"] = Rule.Staff(Role.Staff, opensPhi: true, inEmergency: true),

        // Archive
        ["ReadRecord"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["HoldRecord"] = Rule.Staff(Role.Owner, opensPhi: true),
        ["ReleaseRecord"] = Rule.Staff(Role.Owner, opensPhi: true),
        ["ListDueRecords"] = Rule.Staff(Role.Owner, opensPhi: true),
        ["ShredRecord"] = Rule.Staff(Role.Owner, opensPhi: true),
        ["CancelShredding"] = Rule.Staff(Role.Owner, opensPhi: true),
        ["ExportRecord"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),

        // The signed log
        ["ReadLog"] = Rule.Staff(Role.Owner | Role.Manager),
        ["WriteCheckpoint"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadCheckpoint"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadLogKeys"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadLogProof"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadLogConsistency"] = Rule.Staff(Role.Owner | Role.Manager),

        // Sign-in
        ["GetRoles"] = Rule.Platform,
        ["ReadMe"] = Rule.SignedIn,
        ["SignOut"] = Rule.SignedIn,

        // People
        ["ListStaff"] = Rule.Staff(Role.Staff),
        ["AddStaff"] = Rule.Staff(Role.Owner),
        ["ChangeStaff"] = Rule.Staff(Role.Owner),
        ["EndSessions"] = Rule.Staff(Role.Owner),

        // Training
        ["ListTraining"] = Rule.SignedIn,
        ["Attest"] = Rule.SignedIn,
        ["ListTrainingRecords"] = Rule.Staff(Role.Owner | Role.Manager),

        // Evidence
        ["ReadEvidence"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadEvidenceReport"] = Rule.Staff(Role.Owner | Role.Manager),

        // Events in quarantine
        ["ReadQuarantine"] = Rule.Staff(Role.Owner),
        ["RetryQuarantine"] = Rule.Staff(Role.Owner),

        // Emergency access
        ["BreakGlass"] = Rule.Staff(Role.Staff),
        ["EndEmergency"] = Rule.Staff(Role.Staff),
        ["ListEmergencies"] = Rule.Staff(Role.Owner, opensPhi: true),
        ["ReviewEmergency"] = Rule.Staff(Role.Owner),

        // Looking entries of the log up
        ["ReadEntries"] = Rule.Staff(Role.Owner | Role.Manager),
        ["SearchEntries"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ReadTouched"] = Rule.Staff(Role.Owner | Role.Manager),
        ["ListActions"] = Rule.Staff(Role.Owner | Role.Manager),
        ["NameConversations"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),
        ["FindConversation"] = Rule.Staff(Role.Owner | Role.Manager, opensPhi: true),

        // The program itself
        ["HealthLive"] = Rule.Probe,
        ["HealthReady"] = Rule.Probe,
        ["OpenApi"] = Rule.Probe,
    };

    /// <summary>Every function that has a rule.</summary>
    public static IReadOnlyDictionary<string, Rule> All => Rules;

    /// <summary>What <paramref name="function"/> asks for.</summary>
    /// <returns>False when it has no rule.</returns>
    public static bool TryFind(string function, out Rule rule) => Rules.TryGetValue(function, out rule!);
}

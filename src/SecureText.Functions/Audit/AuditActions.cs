namespace SecureText.Audit;

/// <summary>Everything that an entry can be about, in the words of whoever looks entries up.</summary>
public static class AuditActions
{
    /// <summary>Somebody looked entries up; the detail says in which way.</summary>
    public const string Read = "audit.read";

    /// <summary>Somebody asked whose conversations these are.</summary>
    public const string Names = "audit.names";

    /// <summary>Somebody asked which conversation a number has.</summary>
    public const string Find = "audit.find";

    /// <summary>By action.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["access.refused"] = "Turned away at the door: no role, or training due",
        ["attachment.read"] = "Opened a file",
        [Find] = "Looked up the conversation of a phone number",
        [Names] = "Looked up whose conversations these are",
        [Read] = "Looked entries of this log up",
        ["campaign.cancel"] = "Cancelled a campaign",
        ["campaign.pause"] = "Paused a campaign",
        ["campaign.people"] = "Opened the list of people of a campaign",
        ["campaign.preview"] = "Opened the preview of a campaign",
        ["campaign.resume"] = "Resumed a campaign",
        ["campaign.start"] = "Started a campaign",
        ["campaign.step"] = "A campaign came to its next step with a patient",
        ["consent.read"] = "Opened what a patient agreed to",
        ["consent.record"] = "Recorded what a patient agreed to",
        ["conversation.assign"] = "Assigned a conversation",
        ["conversation.close"] = "Closed a conversation",
        ["conversation.mark-read"] = "Marked texts as read",
        ["conversation.open"] = "Tried to open a colleague's conversation",
        ["conversation.read"] = "Opened a conversation",
        ["conversation.reopen"] = "Opened a closed conversation again",
        ["emergency.ended"] = "Ended emergency access",
        ["emergency.list"] = "Opened the list of emergency access",
        ["emergency.opened"] = "Took emergency access",
        ["emergency.reviewed"] = "Reviewed emergency access",
        ["event.quarantined"] = "Put an event aside that could not be read",
        ["event.redriven"] = "Took in events that could not be delivered before",
        ["evidence.read"] = "Opened the report on safeguards",
        ["import.apply"] = "Took rows of a file over",
        ["import.check"] = "Had a file checked",
        ["import.list"] = "Opened the list of files",
        ["import.refused"] = "Opened the rows of a file that were refused",
        ["import.start"] = "Started to take a file over",
        ["import.upload"] = "Uploaded a file of patients",
        ["inbox.read"] = "Saw lines of the inbox",
        ["journal.abandoned"] = "A program's part of the log ended without its last line",
        ["journal.broken"] = "A program's part of the log does not hold together from here on",
        ["journal.closed"] = "A program's part of the log ended as it should",
        ["link.list"] = "Saw which links a patient has",
        ["link.revoke"] = "Took a patient's link back",
        ["link.send"] = "Sent a patient a link",
        ["log.verified"] = "The log was verified",
        ["message.cancel"] = "Called a text back",
        ["message.patient"] = "Said whose text it is",
        ["message.received"] = "A text of a patient arrived",
        ["message.report"] = "The carrier reported on a text",
        ["message.sent"] = "A text was handed to the carrier",
        ["message.write"] = "Wrote a text",
        ["note.write"] = "Wrote a note",
        ["occasion.save"] = "Another system told of a visit",
        ["patient.add"] = "Added a patient to a number",
        ["patient.change"] = "Changed a patient",
        ["patient.read"] = "Opened the patients of a number",
        ["patient.remove"] = "Took a patient off a number",
        ["policy.attested"] = "Confirmed a policy",
        ["portal.birth-date"] = "A patient gave a date of birth at a link",
        ["portal.code"] = "A patient asked for or gave a code at a link",
        ["portal.form"] = "A patient filled in a form",
        ["portal.open"] = "A patient's link was opened",
        ["portal.read"] = "A patient read behind the link",
        ["portal.unknown-link"] = "Links that do not exist were tried",
        ["portal.upload"] = "A patient sent a file",
        ["portal.write"] = "A patient wrote behind the link",
        ["quarantine.retried"] = "Tried events again that had been put aside",
        ["record.due"] = "Opened the list of records that may be destroyed",
        ["record.export"] = "Took a copy of a whole record",
        ["record.hold"] = "Put a record on hold",
        ["record.read"] = "Opened how long a record is kept",
        ["record.release"] = "Took a record off hold",
        ["record.shred"] = "Ordered a record destroyed",
        ["record.shred-cancelled"] = "Took the order to destroy a record back",
        ["record.shredded"] = "A record was destroyed",
        ["settings.change"] = "Changed the clinic's settings",
        ["staff.added"] = "Added somebody to the staff",
        ["staff.changed"] = "Changed somebody on the staff",
        ["staff.sign-in"] = "Signed in, or tried to",
        ["staff.sign-ins-ended"] = "Signed somebody out everywhere",
        ["staff.sign-out"] = "Signed out",
        ["webhook.secret"] = "Changed a key of another system",
    };
}

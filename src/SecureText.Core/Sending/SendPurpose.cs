namespace SecureText.Sending;

/// <summary>Why a text is to be sent. Decides whether quiet hours bind it and who is told of a no.</summary>
public enum SendPurpose
{
    /// <summary>A member of staff answers in a conversation. Not automated: any hour.</summary>
    StaffReply,

    /// <summary>A member of staff begins a conversation.</summary>
    StaffFirst,

    /// <summary>The answer to HELP. Any hour while the patient has just written.</summary>
    HelpAnswer,

    /// <summary>The answer to START. Likewise.</summary>
    StartConfirmation,

    /// <summary>The one answer to STOP. Likewise.</summary>
    StopConfirmation,

    /// <summary>The automatic answer to a stranger's first text.</summary>
    FirstContact,

    /// <summary>The automatic answer when nobody is at the clinic.</summary>
    AfterHours,

    /// <summary>A reminder, follow-up, balance or any other text that a playbook sends.</summary>
    Campaign,

    /// <summary>The code that a patient at the secure link has just asked for. Any hour, and never after a STOP.</summary>
    OneTimeCode,

    /// <summary>A secure link that a member of staff sends. As <see cref="StaffReply"/>.</summary>
    SecureLink,

    /// <summary>What a playbook says to an answer that the patient has just given. Any hour while that has just been.</summary>
    CampaignReply,
}

namespace SecureText.Consent;

/// <summary>What a text is about. A patient agrees to each by itself; a global withdrawal stands above all of them.</summary>
public enum MessageClass
{
    /// <summary>Answers in a conversation that the patient began or agreed to.</summary>
    Conversation,

    /// <summary>Reminders of visits.</summary>
    Appointments,

    /// <summary>Check-ins after a visit.</summary>
    FollowUp,

    /// <summary>Balances and statements.</summary>
    Billing,

    /// <summary>Recalls, refills, surveys and public-health news.</summary>
    Wellness,
}

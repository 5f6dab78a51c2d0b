namespace SecureText.Conversations;

/// <summary>The way that a message takes. Stored by name.</summary>
public enum MessageChannel
{
    /// <summary>By text message.</summary>
    Sms,

    /// <summary>Behind the secure link.</summary>
    Portal,

    /// <summary>Among staff: no patient ever sees it.</summary>
    Note,
}

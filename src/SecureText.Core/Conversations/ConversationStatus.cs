namespace SecureText.Conversations;

/// <summary>Whether staff still have it on the table.</summary>
public enum ConversationStatus
{
    /// <summary>In the open views.</summary>
    Open,

    /// <summary>Put away; a new text from the patient opens it again.</summary>
    Closed,
}

namespace SecureText.Conversations;

/// <summary>What the sealed words of a message are. Stored by name.</summary>
public enum MessageKind
{
    /// <summary>Words that somebody wrote.</summary>
    Words,

    /// <summary>A filled-in form, as <see cref="FormAnswers"/> writes it.</summary>
    Form,
}

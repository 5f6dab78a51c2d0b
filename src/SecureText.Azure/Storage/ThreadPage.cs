namespace SecureText.Storage;

/// <summary>One page of a thread, still sealed.</summary>
public sealed class ThreadPage
{
    /// <summary>The head; null when the conversation does not exist.</summary>
    public HeadRow? Head { get; internal set; }

    /// <summary>Newest first.</summary>
    public IList<MessageRow> Messages { get; } = [];

    /// <summary>The data keys that its messages may need, wrapped.</summary>
    public WrappedKeys Keys { get; } = new();

    /// <summary>There are older messages.</summary>
    public bool HasMore { get; internal set; }
}

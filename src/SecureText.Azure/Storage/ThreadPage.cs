namespace SecureText.Storage;

/// <summary>One page of a thread, still sealed.</summary>
public sealed class ThreadPage
{
    /// <summary>The head; null when the conversation does not exist.</summary>
    public HeadRow? Head { get; private set; }

    /// <summary>Newest first.</summary>
    public IList<MessageRow> Messages { get; } = [];

    /// <summary>The data keys that its messages may need, wrapped.</summary>
    public WrappedKeys Keys { get; } = new();

    /// <summary>A row of it, or its head, is not as this program wrote it.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>There are older messages.</summary>
    public bool HasMore { get; internal set; }

    internal void Add(HeadRow head)
    {
        Head = head;
        IsDamaged |= !head.IsWhole;
    }

    internal void Add(MessageRow? row)
    {
        IsDamaged |= row is not { IsWhole: true };
        if (row is not null) Messages.Add(row);
    }
}

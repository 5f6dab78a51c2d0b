namespace SecureText.Sealing;

/// <summary>
/// One caller's copy of a key to write under; dispose it after sealing. While <see cref="IsStored"/> is false, the
/// caller writes <see cref="Wrapped"/> in the same transaction as what it sealed and calls <see cref="MarkStored"/> when
/// that has succeeded. Several callers may do so at once with the same bytes, so the row is written by an upsert.
/// </summary>
public sealed class WritingKey : IDisposable
{
    private readonly WritingKeys.Entry entry;

    internal WritingKey(WritingKeys.Entry entry)
    {
        this.entry = entry;
        Key = entry.Key.Copy();
    }

    /// <summary>The key.</summary>
    public DataKey Key { get; }

    /// <summary>The row that lets others open what is written under the key.</summary>
    public WrappedDataKey Wrapped => entry.Wrapped;

    /// <summary>Whether the row is known to be stored.</summary>
    public bool IsStored => entry.Stored;

    /// <summary>Says that the transaction with the row has succeeded.</summary>
    public void MarkStored() => entry.Stored = true;

    /// <summary>Zeroes this copy of the key.</summary>
    public void Dispose() => Key.Dispose();
}

namespace Azure.Security.KeyVault.Keys;

/// <summary>A key of a vault: its properties and its public half.</summary>
public class KeyVaultKey
{
    public KeyVaultKey(string name)
        : this(new KeyProperties(name), new JsonWebKey([]))
    {
    }

    internal KeyVaultKey(KeyProperties properties, JsonWebKey key) => (Properties, Key) = (properties, key);

    public KeyProperties Properties { get; }

    public JsonWebKey Key { get; }

    public Uri? Id => Properties.Id;

    public string Name => Properties.Name;

    public KeyType KeyType => Key.KeyType;

    public IReadOnlyCollection<KeyOperation> KeyOperations => Key.KeyOps;
}

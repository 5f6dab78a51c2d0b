namespace Azure.Security.KeyVault.Keys;

/// <summary>Makes keys for tests.</summary>
public static class KeyModelFactory
{
    public static KeyVaultKey KeyVaultKey(KeyProperties properties, JsonWebKey key) => new(properties, key);
}

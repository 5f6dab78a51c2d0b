namespace Azure.Security.KeyVault.Keys;

/// <summary>All about a key but the key itself.</summary>
public class KeyProperties
{
    public KeyProperties(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    public KeyProperties(Uri id)
    {
        var parsed = new KeyVaultKeyIdentifier(id);
        (Id, VaultUri, Name, Version) = (id, parsed.VaultUri, parsed.Name, parsed.Version);
    }

    public string Name { get; internal set; }

    public Uri? Id { get; internal set; }

    public Uri? VaultUri { get; internal set; }

    public string? Version { get; internal set; }

    public bool Managed { get; internal set; }

    public bool? Enabled { get; set; }

    public bool? Exportable { get; set; }

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    public DateTimeOffset? CreatedOn { get; internal set; }

    public DateTimeOffset? UpdatedOn { get; internal set; }

    public int? RecoverableDays { get; internal set; }

    public string? RecoveryLevel { get; internal set; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();
}

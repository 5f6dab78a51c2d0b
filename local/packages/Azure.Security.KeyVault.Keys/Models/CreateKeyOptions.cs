namespace Azure.Security.KeyVault.Keys;

/// <summary>What every new key may be given.</summary>
public class CreateKeyOptions
{
    public IList<KeyOperation> KeyOperations { get; } = [];

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    public bool? Enabled { get; set; }

    public bool? Exportable { get; set; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();
}

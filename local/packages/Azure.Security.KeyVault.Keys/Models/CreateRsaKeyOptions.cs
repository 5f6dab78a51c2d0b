namespace Azure.Security.KeyVault.Keys;

/// <summary>A new RSA key.</summary>
public class CreateRsaKeyOptions : CreateKeyOptions
{
    public CreateRsaKeyOptions(string name, bool hardwareProtected = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, HardwareProtected) = (name, hardwareProtected);
    }

    public string Name { get; }

    public bool HardwareProtected { get; }

    public KeyType KeyType => HardwareProtected ? KeyType.RsaHsm : KeyType.Rsa;

    /// <summary>Bits; null leaves it to the service.</summary>
    public int? KeySize { get; set; }

    public int? PublicExponent { get; set; }
}

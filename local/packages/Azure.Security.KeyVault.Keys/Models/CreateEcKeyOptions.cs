namespace Azure.Security.KeyVault.Keys;

/// <summary>A new elliptic curve key.</summary>
public class CreateEcKeyOptions : CreateKeyOptions
{
    public CreateEcKeyOptions(string name, bool hardwareProtected = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, HardwareProtected) = (name, hardwareProtected);
    }

    public string Name { get; }

    public bool HardwareProtected { get; }

    public KeyType KeyType => HardwareProtected ? KeyType.EcHsm : KeyType.Ec;

    /// <summary>Null leaves it to the service.</summary>
    public KeyCurveName? CurveName { get; set; }
}

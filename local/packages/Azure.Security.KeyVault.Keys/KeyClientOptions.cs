using Azure.Core;

namespace Azure.Security.KeyVault.Keys;

/// <summary>How <see cref="KeyClient"/> talks to the vault.</summary>
public class KeyClientOptions : ClientOptions
{
    public KeyClientOptions(ServiceVersion version = ServiceVersion.V7_6)
    {
        if (!Enum.IsDefined(version)) throw new ArgumentOutOfRangeException(nameof(version));
        Version = version;
    }

    public ServiceVersion Version { get; }

    /// <summary>Takes a challenge that names another domain than the vault's. Leave it off: it would hand the token on.</summary>
    public bool DisableChallengeResourceVerification { get; set; }

    internal string ApiVersion => $"7.{(int)Version}";

    /// <summary>The service's REST versions.</summary>
    public enum ServiceVersion
    {
        V7_0 = 0,
        V7_1 = 1,
        V7_2 = 2,
        V7_3 = 3,
        V7_4 = 4,
        V7_5 = 5,
        V7_6 = 6,
    }
}

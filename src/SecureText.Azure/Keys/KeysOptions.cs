using System.Text.RegularExpressions;

namespace SecureText.Keys;

/// <summary>Where the key-encryption key is: in Key Vault, or on one machine in a file. Exactly one of the two is set.</summary>
/// <remarks>Settings <c>Keys:KeyVaultUri</c> with <c>Keys:KeyName</c>, or <c>Keys:LocalKeyFile</c>.</remarks>
internal sealed partial record KeysOptions
{
    /// <summary>The vault, <c>https://name.vault.azure.net</c>; sign-in by Entra.</summary>
    public Uri? KeyVaultUri { get; init; }

    /// <summary>The RSA key in the vault.</summary>
    public string? KeyName { get; init; }

    /// <summary>A JWK file with the private key. Refused in Azure.</summary>
    public string? LocalKeyFile { get; init; }

    /// <summary>Every fault with its setting and its mend; empty when the options are good.</summary>
    /// <param name="environment">Reads one environment variable.</param>
    public IReadOnlyList<string> Validate(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var hasFile = !string.IsNullOrWhiteSpace(LocalKeyFile);
        var hasVault = KeyVaultUri is not null || !string.IsNullOrWhiteSpace(KeyName);
        return (hasVault, hasFile) switch
        {
            (false, false) => ["Keys:KeyVaultUri is not set: set it and Keys:KeyName, or on one machine Keys:LocalKeyFile."],
            (true, true) => ["Keys:LocalKeyFile is set together with Keys:KeyVaultUri or Keys:KeyName: remove one way or the other."],
            // A key in a file beside the data protects nothing there; Key Vault never gives its key away.
            (false, true) when AzureSurroundings.AreHere(environment) =>
                ["Keys:LocalKeyFile is refused in Azure: set Keys:KeyVaultUri and Keys:KeyName, and give the function app's "
                    + "identity the role Key Vault Crypto Service Encryption User on the key."],
            (false, true) => [],
            (true, false) => [.. VaultFaults()],
        };
    }

    private IEnumerable<string> VaultFaults()
    {
        if (KeyVaultUri is not { IsAbsoluteUri: true, Scheme: "https", AbsolutePath: "/" })
            yield return "Keys:KeyVaultUri is not the https address of a vault: set it to https://<name>.vault.azure.net.";
        if (!NameOfAKey().IsMatch(KeyName ?? ""))
            yield return "Keys:KeyName is not the name of a key: set it to 1 to 127 letters, digits and hyphens.";
    }

    [GeneratedRegex("^[0-9a-zA-Z-]{1,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameOfAKey();
}

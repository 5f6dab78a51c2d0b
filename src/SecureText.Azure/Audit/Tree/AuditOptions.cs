using System.Text.RegularExpressions;
using Azure.Core;
using SecureText.Keys;

namespace SecureText.Audit.Tree;

/// <summary>Which key signs the log: one in the vault of <c>Keys:KeyVaultUri</c>, or on one machine one in a file.</summary>
/// <remarks>Settings <c>Audit:SigningKeyName</c> or <c>Audit:LocalSigningKeyFile</c>; exactly one.</remarks>
internal sealed partial record AuditOptions
{
    /// <summary>An EC key on P-256 in the vault.</summary>
    public string? SigningKeyName { get; init; }

    /// <summary>A JWK file with the private key. Refused in Azure.</summary>
    public string? LocalSigningKeyFile { get; init; }

    /// <summary>Every fault with its setting and its mend; empty when the options are good.</summary>
    /// <param name="keys">Where the vault is.</param>
    /// <param name="environment">Reads one environment variable.</param>
    public IReadOnlyList<string> Validate(KeysOptions keys, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(environment);
        return (string.IsNullOrWhiteSpace(SigningKeyName), string.IsNullOrWhiteSpace(LocalSigningKeyFile)) switch
        {
            (true, true) => ["Audit:SigningKeyName is not set: set it, or on one machine Audit:LocalSigningKeyFile."],
            (false, false) => ["Audit:LocalSigningKeyFile is set together with Audit:SigningKeyName: remove one."],
            // Who can read the file could sign another history.
            (true, false) when AzureSurroundings.AreHere(environment) =>
                ["Audit:LocalSigningKeyFile is refused in Azure: set Audit:SigningKeyName, and let the function app's identity sign with that key."],
            (true, false) => [],
            (false, true) when !NameOfAKey().IsMatch(SigningKeyName!) =>
                ["Audit:SigningKeyName is not the name of a key: set it to 1 to 127 letters, digits and hyphens."],
            (false, true) when keys.KeyVaultUri is null => ["Audit:SigningKeyName needs Keys:KeyVaultUri, the vault it is in."],
            (false, true) => [],
        };
    }

    /// <summary>The signer. A file is read now, a vault when it is first needed.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be used: says why, names the setting and the mend.</exception>
    public ICheckpointSigner Start(string origin, KeysOptions keys, TokenCredential credential, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return LocalSigningKeyFile is { Length: > 0 } file
            ? new LocalFileSigner(origin, file)
            : new VaultSigner(origin, keys.KeyVaultUri!, SigningKeyName!, credential, time);
    }

    [GeneratedRegex("^[0-9a-zA-Z-]{1,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameOfAKey();
}

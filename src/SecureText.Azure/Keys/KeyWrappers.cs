using Azure.Core;
using SecureText.Sealing;

namespace SecureText.Keys;

/// <summary>The key-encryption key that the options name.</summary>
internal static class KeyWrappers
{
    /// <summary>Reads the file, or fetches the public half from the vault.</summary>
    /// <param name="options">Options that <see cref="KeysOptions.Validate"/> found good.</param>
    /// <param name="credential">Who asks the vault; not used for a file.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="InvalidOperationException">The key cannot be used: says why, names the setting and the mend.</exception>
    public static async Task<IKeyWrapper> StartAsync(KeysOptions options, TokenCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return !string.IsNullOrWhiteSpace(options.LocalKeyFile)
            ? LocalKeyFileWrapper.Start(options)
            : await KeyVaultKeyWrapper.StartAsync(options, credential, cancellationToken);
    }
}

using System.Security.Cryptography;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>Unwraps a data key whose row somebody may have changed.</summary>
internal static class KeyOpening
{
    /// <summary>The key.</summary>
    /// <exception cref="SealBrokenException">
    /// The stored bytes are no data key of ours: that is damage to one box (S9), not a failure of the keys.
    /// </exception>
    public static async Task<DataKey> OpenAsync(
        this DataKeyCache cache, string keyId, (string KekId, byte[] Wrapped) row, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.GetAsync(keyId, row.KekId, row.Wrapped, cancellationToken);
        }
        catch (CryptographicException)
        {
            throw new SealBrokenException(SealBreak.WrongKey);
        }
    }
}

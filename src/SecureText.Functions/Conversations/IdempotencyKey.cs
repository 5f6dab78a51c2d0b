using System.Security.Cryptography;
using System.Text;

namespace SecureText.Conversations;

/// <summary>The caller's own name for a request: the same key again is the same request.</summary>
internal static class IdempotencyKey
{
    public static bool IsGood(string? key) => key is { Length: > 0 and <= 100 };

    /// <summary>What is stored of it. The key is the caller's free text, so only its hash is.</summary>
    /// <param name="parts">Of what kind, whose, and the key itself last: the same key for something else is another.</param>
    public static string HashOf(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts))))[..32];
}

namespace Azure.Security.KeyVault.Keys;

/// <summary>Base64url without padding, as every binary value of a JWK and of the vault's protocol is written.</summary>
internal static class Base64Url
{
    internal static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    internal static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text.TrimEnd('='));
}

using Azure.Core;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>Options of a client that never leaves this process.</summary>
public class LocalCryptographyClientOptions : ClientOptions
{
}

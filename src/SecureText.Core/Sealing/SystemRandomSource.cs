using System.Security.Cryptography;

namespace SecureText.Sealing;

/// <summary>The operating system's cryptographic random source.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc />
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>How a short plaintext is encrypted (RFC 7518 section 4).</summary>
public readonly struct EncryptionAlgorithm : IEquatable<EncryptionAlgorithm>
{
    private readonly string? value;

    public EncryptionAlgorithm(string value) => this.value = value ?? throw new ArgumentNullException(nameof(value));

    public static EncryptionAlgorithm Rsa15 { get; } = new("RSA1_5");

    public static EncryptionAlgorithm RsaOaep { get; } = new("RSA-OAEP");

    public static EncryptionAlgorithm RsaOaep256 { get; } = new("RSA-OAEP-256");

    public static implicit operator EncryptionAlgorithm(string value) => new(value);

    public static bool operator ==(EncryptionAlgorithm left, EncryptionAlgorithm right) => left.Equals(right);

    public static bool operator !=(EncryptionAlgorithm left, EncryptionAlgorithm right) => !left.Equals(right);

    public bool Equals(EncryptionAlgorithm other) => string.Equals(value, other.value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is EncryptionAlgorithm other && Equals(other);

    public override int GetHashCode() => value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => value ?? "";
}

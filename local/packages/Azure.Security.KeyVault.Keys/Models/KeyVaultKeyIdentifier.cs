using System.Diagnostics.CodeAnalysis;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A key's address taken apart: <c>https://vault/keys/name[/version]</c>.</summary>
public readonly struct KeyVaultKeyIdentifier : IEquatable<KeyVaultKeyIdentifier>
{
    /// <exception cref="ArgumentException">Not the address of a key.</exception>
    public KeyVaultKeyIdentifier(Uri id)
    {
        ArgumentNullException.ThrowIfNull(id);
        this = TryCreate(id, out var parsed) ? parsed : throw new ArgumentException($"{id} is not a valid key ID", nameof(id));
    }

    private KeyVaultKeyIdentifier(Uri sourceId, Uri vaultUri, string name, string? version) =>
        (SourceId, VaultUri, Name, Version) = (sourceId, vaultUri, name, version);

    public Uri SourceId { get; }

    public Uri VaultUri { get; }

    public string Name { get; }

    public string? Version { get; }

    public static bool TryCreate(Uri id, out KeyVaultKeyIdentifier identifier)
    {
        identifier = default;
        if (id is not { IsAbsoluteUri: true }) return false;
        var parts = id.AbsolutePath.Trim('/').Split('/');
        if (parts.Length is not (2 or 3) || !parts[0].Equals("keys", StringComparison.OrdinalIgnoreCase) || parts[1].Length == 0) return false;
        identifier = new KeyVaultKeyIdentifier(
            id, new Uri(id.GetLeftPart(UriPartial.Authority)), parts[1], parts.Length == 3 ? parts[2] : null);
        return true;
    }

    public bool Equals(KeyVaultKeyIdentifier other) => Equals(SourceId, other.SourceId);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is KeyVaultKeyIdentifier other && Equals(other);

    public override int GetHashCode() => SourceId?.GetHashCode() ?? 0;

    public override string ToString() => SourceId?.ToString() ?? "";
}

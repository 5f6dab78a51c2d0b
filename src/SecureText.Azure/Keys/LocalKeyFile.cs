using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Security.KeyVault.Keys;

namespace SecureText.Keys;

/// <summary>A key in a JWK file, for one machine only: the key-encryption key, or the one that signs the log.</summary>
public static class LocalKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes an RSA-3072 key when there is none. Of two processes that do so at once, the first one's key stays.</summary>
    /// <param name="path">The file; its folder is made too. On Unix only its owner may read it.</param>
    public static void EnsureExists(string path) => Ensure(path, () =>
    {
        using var rsa = RSA.Create(Kek.LeastBits);
        return new JsonWebKey(rsa, includePrivateParameters: true, [KeyOperation.WrapKey, KeyOperation.UnwrapKey]);
    });

    /// <summary>Makes an EC P-256 key for the log's checkpoints when there is none, in the same way.</summary>
    public static void EnsureSigningKeyExists(string path) => Ensure(path, () =>
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new JsonWebKey(ec, includePrivateParameters: true, [KeyOperation.Sign, KeyOperation.Verify]);
    });

    private static void Ensure(string path, Func<JsonWebKey> make)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var json = JsonSerializer.SerializeToUtf8Bytes(make());
        // Whole or not at all: written beside it and then named, so that a reader never meets half a key.
        var draft = $"{full}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp";
        try
        {
            Write(draft, json);
            File.Move(draft, full, overwrite: false);
        }
        catch (IOException) when (File.Exists(full))
        {
            // Another process was first: its key is the one that counts.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
            File.Delete(draft);
        }
    }

    /// <summary>Reads the key; its <see cref="JsonWebKey.Id"/> is made from the key itself.</summary>
    /// <exception cref="InvalidOperationException">The file is missing, unreadable or open to others: says so with the mend.</exception>
    internal static JsonWebKey Read(string path) =>
        ReadKey(Closed("Keys:LocalKeyFile", path), IsKek)
            ?? throw Fault("Keys:LocalKeyFile", path, $"is not a private RSA-{Kek.LeastBits} key in JWK form", "put the right file back, or delete it and all that it sealed");

    /// <summary>Reads the key that signs the log.</summary>
    /// <exception cref="InvalidOperationException">The file is missing, unreadable or open to others: says so with the mend.</exception>
    internal static JsonWebKey ReadSigningKey(string path) =>
        ReadKey(Closed("Audit:LocalSigningKeyFile", path), IsSigningKey)
            ?? throw Fault("Audit:LocalSigningKeyFile", path, "is not a private EC P-256 key in JWK form", "put the right file back, or delete it and the journal that it signed");

    private static string Closed(string setting, string path)
    {
        if (!File.Exists(path))
            throw Fault(setting, path, "does not exist", "start local/SecureText.Local once, which makes it, or correct the path");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            throw Fault(setting, path, "may be read by others than its owner", "chmod 600");
        return path;
    }

    private static JsonWebKey? ReadKey(string path, Func<JsonWebKey, bool> isRight)
    {
        var json = File.ReadAllBytes(path);
        try
        {
            return JsonSerializer.Deserialize<JsonWebKey>(json) is { D: not null } key && isRight(key) ? key : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    private static bool IsKek(JsonWebKey key)
    {
        if (key is not { N: { } modulus, E: { } exponent } || Kek.Fault(key) is not null) return false;

        // What converts is whole.
        key.ToRSA(includePrivateParameters: true).Dispose();
        key.Id = $"local-key-file/{Thumbprint(modulus, exponent)}";
        return true;
    }

    private static bool IsSigningKey(JsonWebKey key)
    {
        if (key.KeyType != KeyType.Ec || key.CurveName != KeyCurveName.P256) return false;
        key.ToECDsa(includePrivateParameters: true).Dispose();
        return true;
    }

    private static void Write(string path, byte[] json)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        file.Write(json);
        file.Flush(flushToDisk: true);
    }

    // RFC 7638: the required members in alphabetical order, without white space.
    private static string Thumbprint(byte[] modulus, byte[] exponent) => Encode(SHA256.HashData(
        Encoding.ASCII.GetBytes($$"""{"e":"{{Encode(exponent)}}","kty":"RSA","n":"{{Encode(modulus)}}"}""")));

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static InvalidOperationException Fault(string setting, string path, string what, string mend) =>
        new($"{setting} names '{path}', which {what}: {mend}.");
}

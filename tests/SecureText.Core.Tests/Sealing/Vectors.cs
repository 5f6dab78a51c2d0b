using System.Text.Json;

namespace SecureText.Sealing;

/// <summary>Reads the checked-in vectors. The AES-GCM reader takes Wycheproof's published file as it is.</summary>
internal static class Vectors
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static AeadFile AesGcm() => Read<AeadFile>("aes_gcm_test.json");

    public static HkdfFile Hkdf() => Read<HkdfFile>("hkdf_sha256_rfc5869.json");

    private static T Read<T>(string name)
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("vectors/" + name)!;
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }
}

internal sealed record AeadFile(string Algorithm, int NumberOfTests, IReadOnlyList<AeadGroup> TestGroups);

internal sealed record AeadGroup(int IvSize, int KeySize, int TagSize, IReadOnlyList<AeadCase> Tests);

internal sealed record AeadCase(
    int TcId, string Comment, string Key, string Iv, string Aad, string Msg, string Ct, string Tag, string Result,
    IReadOnlyList<string> Flags);

internal sealed record HkdfFile(IReadOnlyList<HkdfCase> Cases);

internal sealed record HkdfCase(string Name, string Ikm, string Salt, string Info, string Prk, string Okm);

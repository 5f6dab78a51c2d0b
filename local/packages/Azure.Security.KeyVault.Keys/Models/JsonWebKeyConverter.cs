using System.Text.Json;
using System.Text.Json.Serialization;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Reads and writes the members that RFC 7518 names, and <c>key_hsm</c>; passes over all else.</summary>
internal sealed class JsonWebKeyConverter : JsonConverter<JsonWebKey>
{
    private static readonly (string Name, Func<JsonWebKey, byte[]?> Get, Action<JsonWebKey, byte[]> Set)[] Numbers =
    [
        ("n", k => k.N, (k, v) => k.N = v),
        ("e", k => k.E, (k, v) => k.E = v),
        ("dp", k => k.DP, (k, v) => k.DP = v),
        ("dq", k => k.DQ, (k, v) => k.DQ = v),
        ("qi", k => k.QI, (k, v) => k.QI = v),
        ("p", k => k.P, (k, v) => k.P = v),
        ("q", k => k.Q, (k, v) => k.Q = v),
        ("x", k => k.X, (k, v) => k.X = v),
        ("y", k => k.Y, (k, v) => k.Y = v),
        ("d", k => k.D, (k, v) => k.D = v),
        ("k", k => k.K, (k, v) => k.K = v),
        ("key_hsm", k => k.T, (k, v) => k.T = v),
    ];

    public override JsonWebKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, JsonWebKey value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Id is not null) writer.WriteString("kid", value.Id);
        if (value.KeyType != default) writer.WriteString("kty", value.KeyType.ToString());
        writer.WriteStartArray("key_ops");
        foreach (var operation in value.KeyOps) writer.WriteStringValue(operation.ToString());
        writer.WriteEndArray();
        if (value.CurveName is { } curve) writer.WriteString("crv", curve.ToString());
        foreach (var (name, get, _) in Numbers)
        {
            if (get(value) is { } bytes) writer.WriteString(name, Base64Url.Encode(bytes));
        }

        writer.WriteEndObject();
    }

    internal static JsonWebKey Read(JsonElement json)
    {
        IEnumerable<KeyOperation> operations = json.TryGetProperty("key_ops", out var ops)
            ? ops.EnumerateArray().Select(op => new KeyOperation(op.GetString()!)).ToArray()
            : [];
        var key = new JsonWebKey(operations);
        if (json.TryGetProperty("kid", out var id)) key.Id = id.GetString();
        if (json.TryGetProperty("kty", out var type)) key.KeyType = type.GetString()!;
        if (json.TryGetProperty("crv", out var curve)) key.CurveName = curve.GetString()!;
        foreach (var (name, _, set) in Numbers)
        {
            if (json.TryGetProperty(name, out var value)) set(key, Base64Url.Decode(value.GetString()!));
        }

        return key;
    }
}

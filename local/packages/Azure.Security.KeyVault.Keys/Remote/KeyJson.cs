using System.Text.Json;
using System.Text.Json.Nodes;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The vault's JSON for keys: bundles, lists, and the bodies that make new ones. Times are Unix seconds.</summary>
internal static class KeyJson
{
    internal static KeyVaultKey ReadKey(JsonElement json)
    {
        var key = JsonWebKeyConverter.Read(json.GetProperty("key"));
        return new KeyVaultKey(ReadProperties(json, key.Id ?? throw new JsonException("The key has no kid.")), key);
    }

    internal static KeyProperties ReadListItem(JsonElement json) => ReadProperties(json, json.GetProperty("kid").GetString()!);

    internal static JsonObject Create(CreateRsaKeyOptions options)
    {
        var body = Create(options, options.KeyType);
        if (options.KeySize is { } size) body["key_size"] = size;
        if (options.PublicExponent is { } exponent) body["public_exponent"] = exponent;
        return body;
    }

    internal static JsonObject Create(CreateEcKeyOptions options)
    {
        var body = Create(options, options.KeyType);
        if (options.CurveName is { } curve) body["crv"] = curve.ToString();
        return body;
    }

    private static JsonObject Create(CreateKeyOptions options, KeyType type)
    {
        var body = new JsonObject { ["kty"] = type.ToString() };
        if (options.KeyOperations.Count > 0) body["key_ops"] = new JsonArray([.. options.KeyOperations.Select(o => JsonValue.Create(o.ToString()))]);
        var attributes = new JsonObject();
        if (options.Enabled is { } enabled) attributes["enabled"] = enabled;
        if (options.NotBefore is { } notBefore) attributes["nbf"] = notBefore.ToUnixTimeSeconds();
        if (options.ExpiresOn is { } expires) attributes["exp"] = expires.ToUnixTimeSeconds();
        if (options.Exportable is { } exportable) attributes["exportable"] = exportable;
        if (attributes.Count > 0) body["attributes"] = attributes;
        if (options.Tags.Count > 0) body["tags"] = new JsonObject(options.Tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value)));
        return body;
    }

    private static KeyProperties ReadProperties(JsonElement json, string id)
    {
        var properties = new KeyProperties(new Uri(id)) { Managed = json.TryGetProperty("managed", out var managed) && managed.GetBoolean() };
        if (json.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object)
        {
            foreach (var tag in tags.EnumerateObject()) properties.Tags[tag.Name] = tag.Value.GetString()!;
        }

        if (!json.TryGetProperty("attributes", out var attributes)) return properties;
        properties.Enabled = Of(attributes, "enabled", v => v.GetBoolean());
        properties.Exportable = Of(attributes, "exportable", v => v.GetBoolean());
        properties.NotBefore = Of(attributes, "nbf", Time);
        properties.ExpiresOn = Of(attributes, "exp", Time);
        properties.CreatedOn = Of(attributes, "created", Time);
        properties.UpdatedOn = Of(attributes, "updated", Time);
        properties.RecoverableDays = Of(attributes, "recoverableDays", v => v.GetInt32());
        properties.RecoveryLevel = attributes.TryGetProperty("recoveryLevel", out var level) ? level.GetString() : null;
        return properties;
    }

    private static DateTimeOffset Time(JsonElement value) => DateTimeOffset.FromUnixTimeSeconds(value.GetInt64());

    private static T? Of<T>(JsonElement json, string name, Func<JsonElement, T> read) where T : struct =>
        json.TryGetProperty(name, out var value) ? read(value) : null;
}

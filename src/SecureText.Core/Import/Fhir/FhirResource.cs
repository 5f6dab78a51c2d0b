using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SecureText.Import.Fhir;

/// <summary>One resource with the address that its bundle gave it.</summary>
/// <param name="Type">As it says; <c>other</c> when that is no word.</param>
/// <param name="Id">Its own id; null when it has none.</param>
/// <param name="FullUrl">As the bundle says.</param>
/// <param name="Json">All of it.</param>
internal sealed record FhirResource(string Type, string? Id, string? FullUrl, JsonElement Json)
{
    /// <summary>The resources of a document: of a bundle its entries, else the document.</summary>
    public static IEnumerable<FhirResource> Of(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return root.EnumerateArray().SelectMany(Of);
        if (root.Text("resourceType") != "Bundle") return root.Text("resourceType") is null ? [] : [One(root, null)];
        return root.Items("entry").Where(entry => entry.Child("resource") is { ValueKind: JsonValueKind.Object })
            .SelectMany(entry => entry.Child("resource")!.Value is var resource && resource.Text("resourceType") == "Bundle"
                ? Of(resource)
                : [One(resource, entry.Text("fullUrl"))]);
    }

    private static FhirResource One(JsonElement json, string? fullUrl) => new(
        FhirTypes.Of(json.Text("resourceType")),
        json.Text("id"), fullUrl, json);
}

/// <summary>Reading what may be there and may be of another shape.</summary>
internal static class FhirJson
{
    public static JsonElement? Child(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && Find(json, name) is { ValueKind: not JsonValueKind.Null } child ? child : null;

    // A name with half a surrogate pair, which JSON can write, stops the search at it; it then goes on among the names that
    // are written plainly.
    private static JsonElement? Find(JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var child) ? child : null;
        }
        catch (InvalidOperationException)
        {
            var plain = Encoding.UTF8.GetBytes(name);
            foreach (var property in json.EnumerateObject())
            {
                if (JsonMarshal.GetRawUtf8PropertyName(property).SequenceEqual(plain)) return property.Value;
            }

            return null;
        }
    }

    public static string? Text(this JsonElement json, string name) => json.Child(name) is { } child ? child.AsText() : null;

    // Half a surrogate pair, which JSON can write, is no text.
    public static string? AsText(this JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => json.GetString() is { } text && text.Trim().Length > 0 ? text.Trim() : null,
                JsonValueKind.Number => json.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Of an array its items; of one thing, which some servers write in its place, that.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.Child(name) switch
    {
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } one => [one],
        _ => [],
    };
}

/// <summary>Which patient a reference means.</summary>
internal sealed class FhirReferences
{
    /// <summary>In place of an id: two patients have what the reference names.</summary>
    public const string Ambiguous = "\0";

    private readonly HashSet<string> left = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    /// <summary>Knows a patient; its id from now on, null when it has none.</summary>
    public string? Add(FhirResource patient)
    {
        var id = patient.Id
            ?? (patient.FullUrl is { } url ? LastPart(url) : null)
            ?? patient.Json.Items("identifier").Select(one => one.Text("value")).FirstOrDefault(value => value is not null);
        if (id is null) return null;
        if (patient.FullUrl is { } full) ids[full] = id;
        ids[$"Patient/{id}"] = id;
        foreach (var identifier in patient.Json.Items("identifier"))
        {
            if (identifier.Text("value") is not { } value) continue;
            var key = $"{identifier.Text("system")}|{value}";
            if (!ids.TryAdd(key, id) && ids[key] != id) ids[key] = Ambiguous;
        }

        return id;
    }

    /// <summary>The patient's id: by address as it stands, relative, absolute, or by identifier; null for another kind of thing.</summary>
    public string? Find(JsonElement reference)
    {
        if (reference.Text("reference") is { } text)
        {
            if (ids.TryGetValue(text, out var known)) return known;
            if (text.StartsWith("urn:uuid:", StringComparison.Ordinal))
                return reference.Text("type") is null or "Patient" ? text["urn:uuid:".Length..] : null;
            var parts = text.Split("/_history/")[0].Split('/');
            if (parts is not [.., "Patient", { Length: > 0 } id]) return null;
            return ids.GetValueOrDefault($"Patient/{id}") ?? id;
        }

        return reference.Child("identifier") is { } identifier && identifier.Text("value") is { } value
            ? ids.GetValueOrDefault($"{identifier.Text("system")}|{value}")
            : null;
    }

    /// <summary>Notes that a patient has died or left.</summary>
    public void Leave(string id) => left.Add(id);

    /// <summary>Whether the file says that a patient has died or left.</summary>
    public bool HasLeft(string id) => left.Contains(id);

    /// <summary>Whether the file holds the patient.</summary>
    public bool Knows(string id) => ids.ContainsKey($"Patient/{id}");

    /// <summary>Whether a reference could only be of another kind.</summary>
    public static bool IsOther(JsonElement reference) =>
        reference.Text("type") is { } type && type != "Patient";

    private static string LastPart(string url) => url.Split('/', ':')[^1];
}

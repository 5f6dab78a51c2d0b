using System.Text.Json;
using SecureText.Azurite;

namespace SecureText.Faults.Garbage;

/// <summary>One operation of the description of the API.</summary>
internal sealed record ApiRoute(
    string Operation, string Method, string Path, IReadOnlyList<(string Name, string In)> Parameters, JsonElement? Body, JsonElement Root)
{
    internal static IReadOnlyList<ApiRoute> All { get; } = Read();

    internal bool IsPortal => Path.StartsWith("/api/portal/", StringComparison.Ordinal);

    /// <summary>What a reference stands for.</summary>
    internal JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference))
        {
            var place = Root;
            foreach (var part in reference.GetString()!.Split('/').Skip(1)) place = place.GetProperty(part);
            schema = place;
        }

        return schema;
    }

    private static List<ApiRoute> Read()
    {
        var file = RepositoryFile("src", "SecureText.Functions", "Api", "OpenApi", "openapi.json");
        var root = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file));
        var routes = new List<ApiRoute>();
        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var one in path.Value.EnumerateObject())
            {
                var parameters = one.Value.TryGetProperty("parameters", out var named)
                    ? named.EnumerateArray().Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!)).ToList()
                    : [];
                JsonElement? body = one.Value.TryGetProperty("requestBody", out var sent)
                    && sent.GetProperty("content").TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;
                routes.Add(new ApiRoute(
                    one.Value.GetProperty("operationId").GetString()!, one.Name.ToUpperInvariant(), path.Name, parameters, body, root));
            }
        }

        return routes;
    }

    private static string RepositoryFile(params string[] parts) => System.IO.Path.Combine([RepositoryRoot.Find(), .. parts]);
}

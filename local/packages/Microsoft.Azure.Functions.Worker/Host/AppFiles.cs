using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The files that <c>func start</c> reads: beside the program, else in the content root.</summary>
internal static class AppFiles
{
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static JsonElement? Read(IHostEnvironment environment, string name)
    {
        var path = new[] { AppContext.BaseDirectory, environment.ContentRootPath }
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        if (path is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new FunctionWorkerException($"{path} is not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>The element at the end of the path, whatever the case of its names; null when it is not there.</summary>
    public static JsonElement? At(this JsonElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element is not { ValueKind: JsonValueKind.Object } parent)
                return null;
            var match = parent.EnumerateObject().FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            element = match.Value.ValueKind == JsonValueKind.Undefined ? null : match.Value;
        }

        return element;
    }
}

/// <summary>What matters of host.json here.</summary>
/// <param name="RoutePrefix">Before every HTTP function's route; may be empty.</param>
internal sealed record HostJson(string RoutePrefix)
{
    public static HostJson Read(IHostEnvironment environment)
        => new(AppFiles.Read(environment, "host.json").At("extensions", "http", "routePrefix")?.GetString()?.Trim('/') ?? "api");
}

/// <summary>local.settings.json: its Values become settings that the environment's own variables override.</summary>
internal sealed record LocalSettings(IReadOnlyDictionary<string, string?> Values, int? Port)
{
    public static LocalSettings Read(IHostEnvironment environment)
    {
        var root = AppFiles.Read(environment, "local.settings.json");
        if (root.At("IsEncrypted") is { ValueKind: JsonValueKind.True })
            throw new FunctionWorkerException("local.settings.json is encrypted; run 'func settings decrypt' first.");
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (root.At("Values") is { ValueKind: JsonValueKind.Object } section)
        {
            foreach (var value in section.EnumerateObject())
            {
                if (value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    throw new FunctionWorkerException($"local.settings.json: Values:{value.Name} must be a string.");
                values[value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
            }
        }

        var port = root.At("Host", "LocalHttpPort") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : (int?)null;
        return new LocalSettings(values, port);
    }

    public void AddTo(IConfigurationBuilder configuration)
    {
        if (Values.Count == 0)
            return;
        var environment = configuration.Sources
            .Select((source, index) => (source, index))
            .FirstOrDefault(s => s.source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        configuration.Sources.Insert(
            environment.source is null ? 0 : environment.index, new MemoryConfigurationSource { InitialData = Values });
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

/// <summary>What matters here of host.json's <c>extensions.durableTask</c>.</summary>
internal sealed partial record DurableHostJson(string HubName, string DefaultVersion, int? ConcurrentActivities)
{
    /// <exception cref="FunctionWorkerException">The hub's name cannot be one.</exception>
    internal static DurableHostJson Read(IServiceProvider services)
    {
        var environment = services.GetRequiredService<IHostEnvironment>();
        var configuration = services.GetRequiredService<IConfiguration>();
        var section = Section(environment);
        var name = Resolve(Text(section, "hubName"), configuration) is { Length: > 0 } given
            ? given
            : configuration["WEBSITE_SITE_NAME"] is { Length: > 0 } site ? NotInNames().Replace(site, "") : "TestHubName";
        if (!HubNames().IsMatch(name))
        {
            throw new FunctionWorkerException(
                $"host.json: extensions.durableTask.hubName '{name}' must begin with a letter and have 3 to 45 letters and digits.");
        }

        return new(name, Resolve(Text(section, "defaultVersion"), configuration) ?? "", Number(section, "maxConcurrentActivityFunctions"));
    }

    private static JsonElement? Section(IHostEnvironment environment)
    {
        var path = new[] { AppContext.BaseDirectory, environment.ContentRootPath }
            .Select(folder => Path.Combine(folder, "host.json"))
            .FirstOrDefault(File.Exists);
        if (path is null)
            return null;
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return Get(Get(document.RootElement.Clone(), "extensions"), "durableTask");
    }

    private static JsonElement? Get(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } found
            && found.EnumerateObject().FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is var match
            && match.Value.ValueKind != JsonValueKind.Undefined
                ? match.Value
                : null;

    private static string? Text(JsonElement? section, string name) =>
        Get(section, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static int? Number(JsonElement? section, string name) =>
        Get(section, name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    private static string? Resolve(string? text, IConfiguration configuration) => text is null
        ? null
        : Setting().Replace(text, match => configuration[match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)] ?? "");

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubNames();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotInNames();
}

using System.Text.Json;
using SecureText.Keys;

namespace SecureText.Api.Access;

/// <summary>
/// Whether the platform lets requests in only through the Static Web App. The program believes who that says they are, so an
/// instance in Azure without App Service authentication refuses everybody who would have to be somebody (decision 004).
/// </summary>
/// <remarks>
/// The variables are the platform's: <c>WEBSITE_AUTH_ENABLED</c> tells that authentication is on, and
/// <c>WEBSITE_AUTH_V2_CONFIG_JSON</c> how (learn.microsoft.com/azure/app-service/reference-app-settings). The second one need
/// not be there; where it is, it must say what infra/app/link.bicep asks for. Neither proves that the platform does as it says:
/// the postdeploy hook knocks from outside.
/// </remarks>
/// <param name="environment">Reads one environment variable; null when it is not set.</param>
public sealed class PlatformDoor(Func<string, string?> environment)
{
    private const string Mark = "WEBSITE_AUTH_ENABLED";
    private const string Configuration = "WEBSITE_AUTH_V2_CONFIG_JSON";

    /// <summary>What the platform lets through without asking. Each is guarded by itself: the host's key, a signature.</summary>
    internal static readonly IReadOnlyList<string> Open = ["/runtime/webhooks/eventgrid", "/api/hooks/*"];

    // What of a registration says that somebody could sign in by this provider.
    private static readonly string[] Registered = ["clientId", "appId", "consumerKey"];

    // The platform's variables are those of the process: they do not change while it runs.
    private readonly Lazy<string?> fault = new(() => Look(environment));

    /// <summary>Null when it stands, or when this is no instance in Azure.</summary>
    public string? Fault => fault.Value;

    private static string? Look(Func<string, string?> environment)
    {
        if (!AzureSurroundings.AreHere(environment)) return null;
        var why = string.Equals(environment(Mark), "true", StringComparison.OrdinalIgnoreCase)
            ? environment(Configuration) is { Length: > 0 } json ? Of(json) : null
            : $"{Mark} is not True";
        return why is null
            ? null
            : $"fails: {why}: anybody who reaches this address could say that he is staff, so nobody is let in. Run azd provision, "
                + "which links the Static Web App and turns App Service authentication on";
    }

    private static string? Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return $"{Configuration} cannot be read";
        }
    }

    private static string? Of(JsonElement root)
    {
        var validation = Find(root, "globalValidation");
        if (Find(Find(root, "platform"), "enabled") is { ValueKind: JsonValueKind.False }) return "authentication is off";
        if (Find(validation, "requireAuthentication") is not { ValueKind: JsonValueKind.True }
            || Text(Find(validation, "unauthenticatedClientAction")) is "AllowAnonymous")
        {
            return "authentication is not required";
        }

        if (Find(validation, "excludedPaths") is { ValueKind: JsonValueKind.Array } paths
            && paths.EnumerateArray().Any(path => !Open.Contains(path.GetString(), StringComparer.Ordinal)))
        {
            return "a path is excluded from authentication that must not be";
        }

        var providers = Find(root, "identityProviders");
        if (Find(Find(providers, "azureStaticWebApps"), "enabled") is not { ValueKind: JsonValueKind.True })
            return "the provider azureStaticWebApps is not on";
        return providers!.Value.EnumerateObject().Any(provider => !Is(provider.Name, "azureStaticWebApps") && LetsIn(provider))
            ? "another identity provider is on"
            : null;
    }

    // The platform writes providers that nobody has set up as enabled, with nothing in their registration.
    private static bool LetsIn(JsonProperty provider) => Is(provider.Name, "customOpenIdConnectProviders")
        ? provider.Value.ValueKind == JsonValueKind.Object && provider.Value.EnumerateObject().Any()
        : Find(provider.Value, "enabled") is not { ValueKind: JsonValueKind.False }
            && Registered.Any(name => !string.IsNullOrEmpty(Text(Find(Find(provider.Value, "registration"), name))));

    private static JsonElement? Find(JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } found) return null;
        foreach (var property in found.EnumerateObject())
        {
            if (Is(property.Name, name)) return property.Value;
        }

        return null;
    }

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}

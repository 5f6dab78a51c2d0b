using SecureText.Keys;

namespace SecureText.Api.Health;

/// <summary>
/// Whether the platform lets requests in only through the Static Web App. The program believes who that says they are, so an
/// instance in Azure without App Service authentication is not ready, whatever else works (decision 004).
/// </summary>
/// <param name="environment">Reads one environment variable; null when it is not set.</param>
public sealed class PlatformDoor(Func<string, string?> environment)
{
    /// <summary>Set by App Service to True when its authentication is on.</summary>
    private const string Mark = "WEBSITE_AUTH_ENABLED";

    /// <summary>Null when it stands, or when this is no instance in Azure.</summary>
    public string? Fault =>
        !AzureSurroundings.AreHere(environment) || string.Equals(environment(Mark), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"fails: {Mark} is not True: anybody who reaches this address could say that he is staff. Link the Static Web App, turn "
                + "App Service authentication on, and keep closedFunctions until then";
}

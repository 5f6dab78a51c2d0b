using System.Text.Json.Nodes;
using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>
/// The emulator of Static Web Apps: serves the pages, enforces <c>staticwebapp.config.json</c> and hands
/// <c>/api</c> on with the header that says who is signed in.
/// </summary>
internal static class FrontDoor
{
    private const string Configuration = "staticwebapp.config.json";

    internal static Task<string> EnsureInstalledAsync(Action<string> progress, CancellationToken cancellationToken) =>
        NodeTools.EnsureInstalledAsync(
            Path.Combine(RepositoryRoot.Find(), "local", "tools", "swa"),
            "Installing the Static Web Apps emulator from npm (once, about half a minute)", progress, cancellationToken);

    /// <summary>
    /// The emulator of the npm folder <paramref name="emulator"/>, serving the built <paramref name="pages"/> as they
    /// are. The folder gets the local form of the rules, and nothing else may be in it. The address must be
    /// <c>localhost</c>, as the sign-in page's is: cookies are for names.
    /// </summary>
    internal static ServerProgram At(
        string emulator, string pages, string folder, Uri address, Uri functions, Uri signIn)
    {
        Directory.CreateDirectory(folder);
        var rules = JsonNode.Parse(File.ReadAllText(Path.Combine(pages, Configuration)))!.AsObject();
        File.WriteAllText(Path.Combine(folder, Configuration), Local(rules, signIn).ToJsonString());
        return new ServerProgram(
            "The Static Web Apps emulator",
            [
                "node", Path.Combine(emulator, "node_modules", "@azure", "static-web-apps-cli", "dist", "cli", "bin.js"),
                "start", pages, "--swa-config-location", folder, "--api-devserver-url", functions.GetLeftPart(UriPartial.Authority),
                "--host", address.Host, "--port", $"{address.Port}",
            ],
            folder,
            [new("NO_UPDATE_NOTIFIER", "1"), new("NO_COLOR", "1"), new("FORCE_COLOR", "0")],
            new Uri(address, "icon.svg"));
    }

    /// <summary>
    /// The rules as they are but for how one signs in. Entra cannot be asked from one machine, and with any
    /// <c>auth</c> section the emulator would try to; and it does not close the source of roles, as the platform does.
    /// </summary>
    internal static JsonObject Local(JsonObject rules, Uri signIn)
    {
        var rolesSource = (string?)rules["auth"]?["rolesSource"]
            ?? throw new LocalToolException($"{Configuration} names no auth.rolesSource.");
        rules.Remove("auth");
        var routes = rules["routes"]!.AsArray();
        var login = routes.FirstOrDefault(route => (string?)route!["route"] == "/login")
            ?? throw new LocalToolException($"{Configuration} has no route /login.");
        login["redirect"] = signIn.ToString();
        foreach (var source in routes.Where(route => (string?)route!["route"] == rolesSource).ToList())
            routes.Remove(source);
        routes.Insert(0, new JsonObject { ["route"] = rolesSource, ["statusCode"] = 404 });
        return rules;
    }
}

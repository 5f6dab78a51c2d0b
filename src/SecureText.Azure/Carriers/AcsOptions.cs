using SecureText.Keys;

namespace SecureText.Carriers;

/// <summary>Where the Azure Communication Services resource is and how to sign in. Exactly one of the two is set.</summary>
/// <remarks>Settings <c>Acs:Endpoint</c> and <c>Acs:ConnectionString</c>.</remarks>
public sealed record AcsOptions
{
    /// <summary>The resource's address, <c>https://name.communication.azure.com</c>; sign-in by Entra.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Address and access key, for the simulator on one machine. Refused in Azure.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The address that is asked, by whichever of the two; null while neither is good.</summary>
    internal Uri? Address => Endpoint ?? (Uri.TryCreate(PartOf("endpoint="), UriKind.Absolute, out var address) ? address : null);

    /// <summary>Every fault with its setting and its mend; empty when the options are good.</summary>
    /// <param name="environment">Reads one environment variable.</param>
    public IReadOnlyList<string> Validate(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var hasKey = !string.IsNullOrWhiteSpace(ConnectionString);
        return (Endpoint, hasKey) switch
        {
            (null, false) => ["Acs:Endpoint is not set: set it to the address of the Communication Services resource."],
            (not null, true) => ["Acs:Endpoint and Acs:ConnectionString are both set: remove one."],
            (not null, false) when Endpoint is not { IsAbsoluteUri: true, Scheme: "https" } =>
                ["Acs:Endpoint is not an https address: set it to https://<name>.communication.azure.com."],
            (null, true) when AzureSurroundings.AreHere(environment) =>
                ["Acs:ConnectionString holds an access key, which is refused in Azure: set Acs:Endpoint and give the "
                    + "function app's identity a role on the resource."],
            (null, true) => ConnectionStringFaults(),
            _ => [],
        };
    }

    /// <summary>Never shows the access key.</summary>
    public override string ToString() => $"AcsOptions {{ Endpoint = {Endpoint} }}";

    private string? PartOf(string name) => Array.Find(
        (ConnectionString ?? "").Split(';', StringSplitOptions.TrimEntries),
        part => part.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..];

    private string[] ConnectionStringFaults()
    {
        if (PartOf("accesskey=") is null || Address is not { } address)
            return ["Acs:ConnectionString is not of the form endpoint=<address>;accesskey=<key>: copy it again."];

        // Without TLS a text would cross the network in clear; the simulator on this machine is the one exception.
        return address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)
            ? []
            : ["Acs:ConnectionString names an address without https: only a simulator on this machine may."];
    }
}

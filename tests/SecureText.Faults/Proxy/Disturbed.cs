using SecureText.Run;

namespace SecureText.Faults.Proxy;

/// <summary>
/// The proxies before all that the functions ask: tables, blobs and queues, the carrier, and the vault, which is made up.
/// Given to <see cref="LocalOptions.Settings"/>.
/// </summary>
internal sealed class Disturbed : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly Dictionary<string, FaultProxy> proxies = [];
    private readonly string certificateFile;
    private readonly MadeUpVault vault;

    private Disturbed(string folder, MadeUpVault vault) => (certificateFile, this.vault) = (Path.Combine(folder, "vault.pem"), vault);

    /// <summary>Tables, blobs and queues.</summary>
    internal IReadOnlyList<FaultProxy> Storage => [proxies["blob"], proxies["queue"], proxies["table"]];

    internal FaultProxy Blobs => proxies["blob"];

    internal FaultProxy Tables => proxies["table"];

    internal FaultProxy Carrier => proxies["carrier"];

    internal FaultProxy Vault { get; private set; } = null!;

    internal Tunnel Tunnel { get; private set; } = null!;

    internal static async Task<Disturbed> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var vault = await MadeUpVault.StartAsync(cancellationToken);
        var all = new Disturbed(folder, vault);
        all.parts.Push(vault);
        var certificate = MadeUpCertificate.Make(new Uri(MadeUpVault.Root).Host, all.certificateFile);
        all.Vault = await FaultProxy.StartAsync("vault", vault.Address, certificate, cancellationToken);
        all.parts.Push(all.Vault);
        all.Tunnel = new Tunnel(all.Vault.Address);
        all.parts.Push(all.Tunnel);
        return all;
    }

    /// <summary>The same settings with the proxies' addresses, and with the vault in place of the key files.</summary>
    internal async Task<IReadOnlyList<KeyValuePair<string, string>>> ThroughAsync(
        IReadOnlyList<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var through = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in settings)
        {
            var parts = value.Split(';');
            for (var i = 0; i < parts.Length; i++)
            {
                var (key, address) = parts[i].Split('=', 2) is [var left, var right] ? (left, right) : (parts[i], string.Empty);
                var service = key switch
                {
                    "BlobEndpoint" => "blob",
                    "QueueEndpoint" => "queue",
                    "TableEndpoint" => "table",
                    "endpoint" => "carrier",
                    _ => null,
                };
                if (service is null) continue;
                var proxy = await ProxyAsync(service, new Uri(address), cancellationToken);
                parts[i] = $"{key}={proxy.Address.GetLeftPart(UriPartial.Authority)}{new Uri(address).AbsolutePath.TrimEnd('/')}";
            }

            through.Add(new(name, string.Join(';', parts)));
        }

        return
        [
            .. through.Where(one => one.Key is not ("Keys__LocalKeyFile" or "Audit__LocalSigningKeyFile")),
            new("Keys__KeyVaultUri", MadeUpVault.Root),
            new("Keys__KeyName", MadeUpVault.KekName),
            new("Audit__SigningKeyName", MadeUpVault.SigningName),
            new("HTTPS_PROXY", $"{Tunnel.Address}"),
            new("SSL_CERT_FILE", certificateFile),
            new("IDENTITY_ENDPOINT", $"{vault.Identity}"),
            new("IDENTITY_HEADER", "made-up"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part)) await part.DisposeAsync();
    }

    // Asked again when the functions start anew: the services behind are the same.
    private async Task<FaultProxy> ProxyAsync(string service, Uri target, CancellationToken cancellationToken)
    {
        if (proxies.TryGetValue(service, out var known)) return known;
        var proxy = await FaultProxy.StartAsync(service, target, null, cancellationToken);
        parts.Push(proxy);
        return proxies[service] = proxy;
    }
}

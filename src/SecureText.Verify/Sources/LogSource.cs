using SecureText.Audit.Verification;

namespace SecureText.Verify.Sources;

/// <summary>Where the log is, as the command line says it.</summary>
/// <param name="Name">For the report: never with a query, which may hold a key.</param>
/// <param name="Files">The log.</param>
/// <param name="Client">To be closed, if there is one.</param>
internal sealed record LogSource(string Name, ILogFiles Files, HttpClient? Client) : IDisposable
{
    /// <summary>Opens a folder or a container.</summary>
    /// <exception cref="LogUnreadableException">It is neither.</exception>
    public static LogSource Open(string target, string? token, TimeProvider time)
    {
        if (!target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !target.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return Directory.Exists(target) ? new LogSource(target, new FolderFiles(target), null) : throw new LogUnreadableException("There is no such folder.");
        if (!Uri.TryCreate(target, UriKind.Absolute, out var address)) throw new LogUnreadableException("The container's URL cannot be read.");
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            throw new LogUnreadableException("The container's URL must begin with https: a key would go over the network in clear.");
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromMinutes(1) };
        return new LogSource(
            address.GetLeftPart(UriPartial.Path), new ContainerFiles(client, address, token, time), client);
    }

    public void Dispose() => Client?.Dispose();
}

using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// The Functions host's part: starts the triggers, serves HTTP on Kestrel, and at a stop first drains HTTP, then the
/// triggers, so that what was begun is finished.
/// </summary>
internal sealed class HostServer(
    HostAddress address,
    FunctionCatalog catalog,
    IEnumerable<ITriggerListener> listeners,
    IEnumerable<IWebhook> webhooks,
    IEnumerable<IHttpFunctions> http,
    FunctionInvoker invoker,
    HostShutdown shutdown,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    /// <summary>The host's own default for a request's body (FUNCTIONS_REQUEST_BODY_SIZE_LIMIT).</summary>
    private const long BodyLimit = 104_857_600;

    private readonly Stack<ITriggerListener> _started = [];
    private KestrelServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var listener in listeners)
            {
                await listener.StartAsync(cancellationToken);
                _started.Push(listener);
            }

            await ServeAsync(cancellationToken);
        }
        catch
        {
            // A host that did not start is disposed without being stopped.
            await StopAsync(CancellationToken.None);
            throw;
        }

        Announce();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var outOfTime = cancellationToken.Register(shutdown.Cancel);
        if (_server is not null)
            await _server.StopAsync(cancellationToken);
        while (_started.TryPop(out var listener))
            await listener.StopAsync(cancellationToken);
    }

    public void Dispose() => _server?.Dispose();

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions();
        options.Limits.MaxRequestBodySize = BodyLimit;
        options.Listen(IPAddress.Loopback, address.Port, listen => listen.Protocols = HttpProtocols.Http1);
        var server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers),
            loggers);
        try
        {
            var router = new HostRouter(catalog, webhooks, http, invoker, loggers);
            await server.StartAsync(new HostApplication(router, loggers), cancellationToken);
        }
        catch (IOException e)
        {
            server.Dispose();
            throw new FunctionWorkerException(
                $"Port {address.Port} is unavailable. Close the process that uses it, or pass another with --port.", e);
        }

        _server = server;
        address.Port = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    private void Announce()
    {
        var text = new StringWriter();
        text.WriteLine();
        text.WriteLine("Functions:");
        foreach (var function in catalog.All)
        {
            text.WriteLine();
            text.WriteLine($"\t{function.Name}: {function.Kind.Describe(function, address.Uri)}");
        }

        text.WriteLine();
        text.WriteLine($"Host started at {address.Uri}");
        Console.Out.Write(text);
        Console.Out.Flush();
    }
}

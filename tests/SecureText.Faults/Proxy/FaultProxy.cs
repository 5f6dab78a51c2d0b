using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecureText.Faults.Proxy;

/// <summary>
/// Stands before one service and hands every request on, but for the fault that is switched on. Its port stays its own
/// while it refuses.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int RetryAfterSeconds = 10;
    private readonly SemaphoreSlim gate = new(1);
    private readonly Forwarding forwarding;
    private readonly X509Certificate2? certificate;
    private volatile Fault fault = Fault.None;
    private WebApplication? app;
    private Socket? kept;
    private int port;
    private long requests;
    private long struck;
    private long count;

    private FaultProxy(string name, Uri target, X509Certificate2? certificate)
    {
        Name = name;
        forwarding = new Forwarding(target);
        this.certificate = certificate;
    }

    internal string Name { get; }

    /// <summary>Root of the proxy, without a slash at the end.</summary>
    internal Uri Address => new($"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}");

    /// <summary>How many requests have reached it; none do while it refuses.</summary>
    internal long Requests => Interlocked.Read(ref requests);

    /// <summary>How many of them met a fault.</summary>
    internal long Struck => Interlocked.Read(ref struck);

    /// <summary>Told the number, method and target of each request before anything is done with it; null for nobody.</summary>
    internal Action<long, string, string>? Asked { get; set; }

    /// <summary>Starts it on a free port, with TLS when there is a certificate.</summary>
    internal static async Task<FaultProxy> StartAsync(
        string name, Uri target, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        var proxy = new FaultProxy(name, target, certificate);
        proxy.app = await proxy.ListenAsync(cancellationToken);
        proxy.port = new Uri(proxy.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return proxy;
    }

    /// <summary>From the return on, requests meet <paramref name="next"/>.</summary>
    internal async Task SetAsync(Fault next, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (next.Kind == FaultKind.Refuse) await CloseAsync();
            fault = next;
            if (next.Kind != FaultKind.Refuse && app is null)
            {
                kept?.Dispose();
                app = await ListenAsync(cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        kept?.Dispose();
        forwarding.Dispose();
        gate.Dispose();
    }

    // Bound and not listened to: a connection is refused, and nobody else gets the port.
    private async Task CloseAsync()
    {
        if (app is null) return;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        app = null;
        kept = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        kept.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }

    private async Task<WebApplication> ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        builder.Logging.ClearProviders();
        var next = builder.Build();
        next.Run(HandleAsync);
        await next.StartAsync(cancellationToken);
        return next;
    }

    private async Task HandleAsync(HttpContext context)
    {
        var (method, target) = (context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var number = Interlocked.Increment(ref requests);
        Asked?.Invoke(number, method, target);
        var now = fault;
        var strikes = now.Kind != FaultKind.None && (now.Only?.Invoke(method, target) ?? true)
            && Interlocked.Increment(ref count) % now.Every == 0;
        if (strikes) Interlocked.Increment(ref struck);
        try
        {
            await HandleAsync(context, strikes ? now : Fault.None);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
        {
            // Who asked has gone, or the service behind has: he sees a connection that breaks.
            context.Abort();
        }
    }

    private async Task HandleAsync(HttpContext context, Fault now)
    {
        switch (now.Kind)
        {
            case FaultKind.Refuse:
                context.Abort();
                return;
            case FaultKind.Error:
                context.Response.StatusCode = 500;
                return;
            case FaultKind.Unavailable:
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
                return;
            case FaultKind.Slow:
                await Task.Delay(now.Delay, context.RequestAborted);
                break;
        }

        // Once handed on, what was asked is carried out, whether or not anybody waits for the answer.
        var answer = await forwarding.SendAsync(context, now.Kind == FaultKind.None ? context.RequestAborted : CancellationToken.None);
        switch (now.Kind)
        {
            case FaultKind.Lost:
                context.Abort();
                return;
            case FaultKind.ErrorAfter:
                context.Response.StatusCode = 500;
                return;
            default:
                await answer.WriteAsync(context, cut: now.Kind == FaultKind.Cut);
                return;
        }
    }
}

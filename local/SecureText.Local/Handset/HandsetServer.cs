using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecureText.Azurite;
using SecureText.EventGridDelivery;
using SecureText.Sealing;
using SecureText.Simulator;

namespace SecureText.Handset;

/// <summary>How to run the patients' side of one machine.</summary>
internal sealed record HandsetOptions(
    int Port, Uri Functions, byte[] AccessKey, IReadOnlyList<SimulatedLine> Lines, DeliveryOptions Delivery);

/// <summary>One web server with the ACS endpoint, Event Grid behind it, and the handset page.</summary>
internal sealed class HandsetServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private readonly SmsService sms;

    private HandsetServer(WebApplication app, SmsService sms, PhoneNetwork network, EventGridSimulator grid, Uri address)
    {
        this.app = app;
        this.sms = sms;
        Network = network;
        Grid = grid;
        Address = address;
    }

    internal PhoneNetwork Network { get; }

    internal EventGridSimulator Grid { get; }

    /// <summary>The most parts that a line has taken in one minute.</summary>
    internal int MostInAMinute => sms.MostInAMinute;

    /// <summary>Where the page and the ACS endpoint answer.</summary>
    internal Uri Address { get; }

    /// <summary>Starts it; port 0 takes a free one.</summary>
    /// <exception cref="LocalToolException">The port is taken.</exception>
    internal static async Task<HandsetServer> StartAsync(
        HandsetOptions options, TimeProvider time, IRandomSource random, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();

        var grid = new EventGridSimulator(options.Functions, options.Delivery, time, random);
        var network = new PhoneNetwork(options.Lines, grid, time, random);
        var feed = new HandsetFeed();
        network.Changed = feed.Send;
        grid.Log.Settled = network.Settle;

        app.Use(HandsetGuard.HandleAsync);
        app.UseRouting();
        var sms = new SmsService(network, options.AccessKey, time, TimeProvider.System);
        app.MapSms(sms);
        app.MapHandset(network, grid, feed, app.Lifetime.ApplicationStopping);
        app.MapHandsetFiles();
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException problem) when (problem.InnerException is AddressInUseException or SocketException)
        {
            await app.DisposeAsync();
            throw new LocalToolException(
                $"Port {options.Port} is taken: stop what uses it, or choose another with --handset-port.", problem);
        }

        var features = app.Services.GetRequiredService<IServer>().Features;
        var address = features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new HandsetServer(app, sms, network, grid, new Uri(address));
    }

    /// <summary>Completes when no report and no event is on its way.</summary>
    internal async Task IdleAsync(CancellationToken cancellationToken)
    {
        while (Network.PendingReports + Grid.Pending > 0)
        {
            await Network.IdleAsync(cancellationToken);
            await Grid.IdleAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Network.DisposeAsync();
        await Grid.DisposeAsync();
    }
}

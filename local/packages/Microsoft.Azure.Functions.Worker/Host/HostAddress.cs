using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Where the host listens, always on 127.0.0.1. When port 0 was asked for, it is known after the start.</summary>
internal sealed class HostAddress
{
    private const int DefaultPort = 7071;

    /// <remarks>
    /// The port comes from the command line alone, not from configuration: there it would also be taken from an
    /// environment variable PORT that is meant for something else.
    /// </remarks>
    public HostAddress(string[]? args, LocalSettings settings)
    {
        var asked = new ConfigurationBuilder().AddCommandLine(args ?? []).Build()["port"];
        Port = asked is null ? settings.Port ?? DefaultPort
            : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue ? port
            : throw new FunctionWorkerException($"--port must be a number from 0 to {ushort.MaxValue}, not '{asked}'.");
    }

    public int Port { get; set; }

    public Uri Uri => new($"http://127.0.0.1:{Port}/");
}

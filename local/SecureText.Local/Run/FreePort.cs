using System.Net;
using System.Net.Sockets;
using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>Ports on 127.0.0.1.</summary>
internal static class FreePort
{
    /// <summary>One that was free a moment ago; another program may take it before it is used.</summary>
    internal static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <exception cref="LocalToolException">The port is taken.</exception>
    internal static void Require(int port, string option)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException problem)
        {
            throw new LocalToolException(
                $"Port {port} is taken: stop what uses it, or choose another with {option}.", problem);
        }
    }
}

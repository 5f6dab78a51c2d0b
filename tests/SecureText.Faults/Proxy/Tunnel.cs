using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureText.Faults.Proxy;

/// <summary>
/// What <c>HTTPS_PROXY</c> names: leads every CONNECT, whatever it names, to one address of this machine. So a program
/// that asks a vault by its name in Azure meets ours.
/// </summary>
internal sealed class Tunnel : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int to;
    private readonly Task accepting;
    private long asked;

    internal Tunnel(Uri to)
    {
        this.to = to.Port;
        listener.Start();
        accepting = AcceptAsync();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>How many connections were asked for, also while the other side refused them.</summary>
    internal long Asked => Interlocked.Read(ref asked);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It ends.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            var stream = near.GetStream();
            await ReadHeadAsync(stream);
            Interlocked.Increment(ref asked);
            await far.ConnectAsync(IPAddress.Loopback, to, stop.Token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 Connected\r\n\r\n"), stop.Token);
            await Task.WhenAny(
                stream.CopyToAsync(far.GetStream(), stop.Token), far.GetStream().CopyToAsync(stream, stop.Token));
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or IOException)
        {
            // Either side has gone, or nobody listens: the other sees its connection close.
        }
    }

    private async Task ReadHeadAsync(NetworkStream stream)
    {
        var one = new byte[1];
        var end = 0;
        while (end < 4 && await stream.ReadAsync(one, stop.Token) == 1)
            end = one[0] == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : one[0] == '\r' ? 1 : 0;
    }
}

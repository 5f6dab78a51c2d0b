using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>Sends bytes and reads what comes back, over a connection of its own.</summary>
internal static class Wire
{
    // Event Grid gives up after this; nothing else waits as long.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Who announces more than he sends is waited for; a real one would hang up too.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    internal static async Task<Reply> SendAsync(Uri server, Mutant mutant, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(mutant.IsBadlyFramed ? Patience : Longest);
        var watch = Stopwatch.StartNew();
        using var answer = new MemoryStream();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(AddressOf(mutant.Number), 0));
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, limit.Token);
            var sending = SendAllAsync(socket, mutant.ToBytes(), limit.Token);
            var buffer = new byte[16 * 1024];
            while (await socket.ReceiveAsync(buffer, limit.Token) is > 0 and var read) answer.Write(buffer, 0, read);
            await sending;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            if (answer.Length == 0) return new Reply(Reply.Silent, "", [], watch.Elapsed);
        }
        catch (SocketException)
        {
            // What had come until then is the answer.
        }

        return Read(answer.ToArray(), watch.Elapsed);
    }

    // Strangers from one address are soon told to wait, and then nothing else of what they send would be read.
    private static IPAddress AddressOf(int number) => new([127, 1, (byte)(Math.Abs(number) / 100 % 250), 1]);

    // A server that refuses early closes while the rest is on its way.
    private static async Task SendAllAsync(Socket socket, byte[] bytes, CancellationToken token)
    {
        try
        {
            for (var at = 0; at < bytes.Length;) at += await socket.SendAsync(bytes.AsMemory(at), token);
        }
        catch (SocketException)
        {
            // The answer says why.
        }
    }

    private static Reply Read(byte[] bytes, TimeSpan took)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0) return new Reply(Reply.HungUp, "", [], took);
        var head = Encoding.Latin1.GetString(bytes, 0, end);
        var body = bytes[(end + 4)..];
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) body = Unchunk(body);
        return new Reply(int.Parse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture), head, body, took);
    }

    private static byte[] Unchunk(ReadOnlySpan<byte> bytes)
    {
        using var whole = new MemoryStream();
        while (bytes.IndexOf("\r\n"u8) is > 0 and var line
            && int.TryParse(bytes[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) && size > 0)
        {
            whole.Write(bytes.Slice(line + 2, Math.Min(size, bytes.Length - line - 2)));
            bytes = bytes[Math.Min(bytes.Length, line + 2 + size + 2)..];
        }

        return whole.ToArray();
    }
}

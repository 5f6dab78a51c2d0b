using System.Globalization;
using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>One request as it goes over the wire. Written by hand: a client library would put right what is wrong in it.</summary>
/// <param name="Number">Which of the run.</param>
/// <param name="Family">What was mutated.</param>
/// <param name="Method">As it stands in the first line.</param>
/// <param name="Target">As it stands in the first line; its characters are bytes.</param>
/// <param name="Headers">The same, in their order.</param>
/// <param name="Body">What follows.</param>
internal sealed record Mutant(
    int Number, string Family, string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>Whether the frame itself may be wrong, so that the server may hang up, or wait for what does not come.</summary>
    public bool IsBadlyFramed { get; init; }

    /// <summary>Longest time that an answer may take; most of what is sent is one request of one person.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The operation of the description of the API; empty for what is none.</summary>
    public string Operation { get; init; } = "";

    /// <summary>What must be read by staff when this is taken, and must not be when it is refused; null when nothing is written.</summary>
    public string? Writes { get; init; }

    /// <summary>Where it went, without what stands in it.</summary>
    public string Where => $"{Family} {Number}" + (Operation.Length > 0 ? $" ({Operation})" : "");

    internal byte[] ToBytes()
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
        foreach (var (name, value) in Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (!Headers.Any(one => one.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            || one.Name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("Connection: close\r\n\r\n").ToString()), .. Body];
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">0 when the server hung up without an answer, -1 when it was still waiting.</param>
/// <param name="Head">First line and headers.</param>
/// <param name="Body">The body, taken out of its chunks.</param>
/// <param name="Took">Until the last byte.</param>
internal sealed record Reply(int Status, string Head, byte[] Body, TimeSpan Took)
{
    internal const int HungUp = 0;
    internal const int Silent = -1;

    internal string Text => Encoding.UTF8.GetString(Body);

    internal string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}

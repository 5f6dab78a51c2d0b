using System.Net;
using System.Net.Sockets;

namespace SecureText.Audit;

/// <summary>The address of a caller, in the one way to write it that is hashed. Personal; shown by nothing.</summary>
public sealed record ClientAddress
{
    private const int NetworkBytes = 8;
    private const int SiteBytes = 6;

    private ClientAddress(string text, string? network = null) => (Text, Network) = (text, network);

    /// <summary>
    /// As <c>203.0.113.7</c>. Of an IPv6 address its /64, as <c>2001:db8:0:7::/64</c>: a device changes the rest by itself
    /// every day (RFC 8981), so the rest would only make one caller look like many.
    /// </summary>
    public string Text { get; }

    /// <summary>Of an IPv6 address the /48 around it, of which one customer may have all (RFC 6177); null of IPv4.</summary>
    public string? Network { get; }

    /// <summary>Reads an address; a port behind it, as proxies write it, is left off.</summary>
    public static ClientAddress? Parse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > 64) return null;

        // A number alone would be taken for an address of four bytes, and a zone names an interface of the caller's own.
        if ((!text.Contains('.', StringComparison.Ordinal) && !text.Contains(':', StringComparison.Ordinal))
            || text.Contains('%', StringComparison.Ordinal)) return null;
        return IPEndPoint.TryParse(text, out var end) ? Of(end.Address) : null;
    }

    /// <summary>The same of a peer; null when there is none.</summary>
    public static ClientAddress? Of(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return new ClientAddress(address.ToString());
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        var text = $"{new IPAddress(bytes)}/64";
        bytes.AsSpan(SiteBytes).Clear();
        return new ClientAddress(text, $"{new IPAddress(bytes)}/48");
    }

    /// <summary>
    /// The one that the platform's own proxy saw, of a request that came through exactly one proxy and a front end:
    /// <c>X-Forwarded-For</c> ends with what the proxy wrote and what the front end wrote of the proxy. Whatever a client put
    /// into the header itself stands before these two, so it is never looked at.
    /// </summary>
    /// <param name="forwardedFor">The header as the front end passed it on.</param>
    /// <param name="frontPeer">
    /// Who called the front end, as the front end itself says in a header that it overwrites. Null, or another than the last
    /// entry: the header is not what it is taken for, and there is no address.
    /// </param>
    public static ClientAddress? Behind(string? forwardedFor, string? frontPeer)
    {
        var entries = (forwardedFor ?? "").Split(',', StringSplitOptions.TrimEntries);
        return entries.Length >= 2 && Parse(frontPeer) is { } peer && peer == Parse(entries[^1]) ? Parse(entries[^2]) : null;
    }

    /// <summary>Shows nothing.</summary>
    public override string ToString() => "an address";
}

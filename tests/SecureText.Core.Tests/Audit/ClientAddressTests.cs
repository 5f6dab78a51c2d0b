using System.Net;

namespace SecureText.Audit;

public class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData(" 203.0.113.7:52987 ", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:0:7:1:2:3:4", "2001:db8:0:7::/64")]
    [InlineData("[2001:DB8:0:7:ffff:2:3:4]:443", "2001:db8:0:7::/64")]
    [InlineData("[2001:db8:0:7::1]", "2001:db8:0:7::/64")]
    public void Address_is_written_in_one_way(string sent, string text) => Assert.Equal(text, ClientAddress.Parse(sent)?.Text);

    [Theory]
    [InlineData("2001:db8:7:1234::1", "2001:db8:7::/48")]
    [InlineData("203.0.113.7", null)]
    public void Network_is_the_48_around_an_IPv6_address(string sent, string? network) =>
        Assert.Equal(network, ClientAddress.Parse(sent)?.Network);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("7")]
    [InlineData("203.0.113.700")]
    [InlineData("203.0.113.7, 203.0.113.8")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8::/64")]
    public void What_is_no_address_is_none(string? sent) => Assert.Null(ClientAddress.Parse(sent));

    [Fact]
    public void Peer_that_is_not_there_is_none() => Assert.Null(ClientAddress.Of((IPAddress?)null));

    [Theory]
    [InlineData("203.0.113.7:52987, 198.51.100.9:443", "198.51.100.9:443", "203.0.113.7")]
    [InlineData("192.0.2.66, 203.0.113.7:52987, 198.51.100.9:443", "198.51.100.9:443", "203.0.113.7")]
    [InlineData("192.0.2.66, 192.0.2.67, 203.0.113.7, [2001:db8:0:9::1]:443", "[2001:db8:0:9::1]:443", "203.0.113.7")]
    [InlineData("203.0.113.7:52987", "198.51.100.9:443", null)]
    [InlineData("192.0.2.66, 203.0.113.7", "198.51.100.9:443", null)]
    [InlineData("192.0.2.66, 198.51.100.9", null, null)]
    [InlineData("not an address, 198.51.100.9", "198.51.100.9", null)]
    [InlineData("", "198.51.100.9", null)]
    [InlineData(null, null, null)]
    public void Behind_believes_what_the_platform_wrote_and_nothing_before_it(string? forwardedFor, string? peer, string? address) =>
        Assert.Equal(address, ClientAddress.Behind(forwardedFor, peer)?.Text);

    [Fact]
    public void Address_shows_itself_to_nobody() =>
        Assert.DoesNotContain("203", ClientAddress.Parse("203.0.113.7")!.ToString(), StringComparison.Ordinal);
}

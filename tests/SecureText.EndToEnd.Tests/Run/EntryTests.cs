using System.Net;
using System.Net.Sockets;
using SecureText.Azurite;
using SecureText.Run;

namespace SecureText.EndToEnd.Tests.Run;

public sealed class EntryTests
{
    // Whoever runs the demo as a check must not take an interrupted one for one that passed.
    [Fact]
    public async Task Play_that_is_stopped_before_its_end_is_no_success() =>
        Assert.Equal(130, await Entry.RunAsync(["demo", "day"], _ => { }, _ => { }, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Wrong_word_is_said_in_one_line()
    {
        var said = new List<string>();

        Assert.Equal(1, await Entry.RunAsync(["demon"], _ => { }, said.Add, CancellationToken.None));
        Assert.Equal("'demon' is not known; --help shows what is.", Assert.Single(said));
    }

    [Fact]
    public async Task Taken_port_of_the_storage_is_said_with_its_option_before_anything_starts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var folder = Path.Combine(Path.GetTempPath(), $"securetext-test-{Path.GetRandomFileName()}");
        var options = new LocalOptions().Apart(folder) with { TablePort = port };

        var refused = await Assert.ThrowsAsync<LocalToolException>(() => LocalSystem.StartAsync(
            options, LocalClinic.Demo(options.LineRate, TimeProvider.System.GetUtcNow()), _ => { }, CancellationToken.None));

        Assert.Equal($"Port {port} is taken: stop what uses it, or choose another with --table-port.", refused.Message);
        Assert.False(Directory.Exists(folder));
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SecureText.Azurite;

namespace SecureText.EndToEnd.Tests.Azurite;

public sealed class AzuriteServerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task StartAsync_in_memory_answers_on_all_three_ports_until_disposed()
    {
        Uri[] endpoints;
        await using (var server = await AzuriteServer.StartAsync())
        {
            endpoints = [server.BlobEndpoint, server.QueueEndpoint, server.TableEndpoint];
            foreach (var endpoint in endpoints)
            {
                Assert.True(await AnswersAsync(endpoint));
                Assert.Contains($"{endpoint};", server.ConnectionString, StringComparison.Ordinal);
            }

            Assert.StartsWith(
                "DefaultEndpointsProtocol=http;AccountName=", server.ConnectionString, StringComparison.Ordinal);
        }

        foreach (var endpoint in endpoints) Assert.False(await AnswersAsync(endpoint));
    }

    [Fact]
    public async Task StartAsync_twice_at_once_gives_two_servers_that_share_nothing()
    {
        var servers = await Task.WhenAll(AzuriteServer.StartAsync(), AzuriteServer.StartAsync());
        try
        {
            Assert.NotEqual(servers[0].TableEndpoint, servers[1].TableEndpoint);
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task StartAsync_taken_port_says_so_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<LocalToolException>(
            () => AzuriteServer.StartAsync(new AzuriteOptions(QueuePort: port)));

        Assert.Equal($"Port {port} is taken: stop what uses it, or choose another port.", refused.Message);
    }

    [Fact]
    public async Task Host_script_starter_gone_ends()
    {
        var tools = await NodeTools.EnsureInstalledAsync(null, CancellationToken.None);
        string[] arguments =
        [
            Path.Combine(tools, "azurite-host.cjs"), "--inMemoryPersistence", "--silent", "--disableTelemetry",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        ];
        using var process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        var output = "";
        while (!output.Contains("Table service is successfully listening", StringComparison.Ordinal))
        {
            output = await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException("ended");
        }

        process.StandardInput.Close(); // what the operating system does when the starter is killed

        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData(null, "Node is not on the PATH: install Node 20 or later from https://nodejs.org.")]
    [InlineData("v18.19.0\n", "Node v18.19.0 is too old: install Node 20 or later from https://nodejs.org.")]
    [InlineData("v20.11.1\n", null)]
    [InlineData("v24.0.0\n", null)]
    public void Complaint_node_version_names_the_mend(string? version, string? complaint) =>
        Assert.Equal(complaint, NodeTools.Complaint(version));

    [Fact]
    public async Task RunNpmAsync_missing_npm_names_the_mend() => Assert.Equal(
        "npm is not on the PATH: install Node with npm from https://nodejs.org.",
        (await Assert.ThrowsAsync<LocalToolException>(
            () => NodeTools.RunNpmAsync("no-such-npm", ["--version"], Path.GetTempPath(), CancellationToken.None))).Message);

    [Fact]
    public async Task AloneAsync_that_takes_too_long_names_the_mend()
    {
        var folder = Directory.CreateTempSubdirectory("securetext-test-").FullName;
        try
        {
            var late = await Assert.ThrowsAsync<LocalToolException>(() => NodeTools.AloneAsync(
                folder, TimeSpan.FromMilliseconds(60), token => Task.Delay(Timeout.Infinite, token), CancellationToken.None));

            Assert.StartsWith($"npm was not done in {folder} within 0 minutes: ", late.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Lock_file_names_no_registry()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "local", "tools", "package-lock.json"));

        Assert.DoesNotContain("\"resolved\"", text, StringComparison.Ordinal);
    }

    private static async Task<bool> AnswersAsync(Uri endpoint)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(endpoint.Host, endpoint.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

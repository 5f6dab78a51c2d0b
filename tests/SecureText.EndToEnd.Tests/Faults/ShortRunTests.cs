using System.Diagnostics;
using SecureText.Azurite;
using Xunit.Abstractions;

namespace SecureText.EndToEnd.Tests.Faults;

/// <summary>What breaks the whole system on purpose, each for less than a minute and with the same seed each time.</summary>
public sealed class ShortRunTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    [Theory]
    [InlineData("kill")]
    [InlineData("garbage")]
    [InlineData("outage")]
    [InlineData("storm")]
    public async Task Short_run_ends_with_everything_holding(string name)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var process = Start(name);
        try
        {
            var (said, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            output.WriteLine($"{await said}{await errors}");
            await process.WaitForExitAsync(limit.Token);

            Assert.Equal(0, process.ExitCode);
            Assert.EndsWith("holds", (await said).TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    // A process of its own, as whoever reads docs/reliability.md starts it.
    private static Process Start(string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(
            RepositoryRoot.Find(), "tests", "SecureText.Faults", "bin", configuration, "net10.0", "SecureText.Faults.dll");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, name, "--short", "--seed", "20261122"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}

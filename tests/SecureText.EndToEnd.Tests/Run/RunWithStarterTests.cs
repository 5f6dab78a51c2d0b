using System.Diagnostics;
using SecureText.Azurite;

namespace SecureText.EndToEnd.Tests.Run;

public sealed class RunWithStarterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Script_starter_gone_asks_the_program_to_stop()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var process = Start(
            "process.on('SIGTERM', () => { console.log('asked'); process.exit(3); });"
            + "console.log('up'); setInterval(() => {}, 1000);");
        Assert.Equal("up", await process.StandardOutput.ReadLineAsync(limit.Token));

        process.StandardInput.Close(); // what the operating system does when the starter is killed

        Assert.Equal("asked", await process.StandardOutput.ReadLineAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(3, process.ExitCode);
    }

    [Fact]
    public async Task Script_starter_gone_asks_also_what_the_program_has_started()
    {
        if (OperatingSystem.IsWindows()) return;
        using var limit = new CancellationTokenSource(Limit);
        using var process = Start(
            "const one = require('node:child_process').spawn(process.execPath, ['-e', "
            + "\"process.on('SIGTERM', () => { console.log('asked'); process.exit(0); }); console.log('up'); "
            + "setInterval(() => {}, 1000);\"], { stdio: ['ignore', 'inherit', 'inherit'] });"
            + "process.on('SIGTERM', () => one.on('exit', () => process.exit(5)));");
        Assert.Equal("up", await process.StandardOutput.ReadLineAsync(limit.Token));

        process.StandardInput.Close();

        Assert.Equal("asked", await process.StandardOutput.ReadLineAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(5, process.ExitCode);
    }

    [Fact]
    public async Task Script_program_ends_by_itself_gives_its_exit_code()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var process = Start("process.exit(7)");

        await process.WaitForExitAsync(limit.Token);

        Assert.Equal(7, process.ExitCode);
    }

    private static Process Start(string program)
    {
        var script = Path.Combine(RepositoryRoot.Find(), "local", "tools", "run-with-starter.cjs");
        return Process.Start(new ProcessStartInfo("node", [script, "node", "-e", program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }
}

using System.Diagnostics;
using Microsoft.Playwright;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>A real browser without a window: one that is installed, else Debian's, which is installed then.</summary>
internal static class Chromium
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    // Nothing but the page under test is asked for.
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var path = Find() ?? await InstallAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Quiet });
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    private static async Task<string> InstallAsync()
    {
        await AptAsync("update");
        await AptAsync("install", "-y", "--no-install-recommends", "chromium");
        return Find() ?? throw new InvalidOperationException(Mend);
    }

    private static async Task AptAsync(params string[] arguments)
    {
        try
        {
            using var apt = Process.Start(new ProcessStartInfo("apt-get", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
            })!;
            await Task.WhenAll(apt.StandardOutput.ReadToEndAsync(), apt.StandardError.ReadToEndAsync());
            await apt.WaitForExitAsync();
            if (apt.ExitCode != 0) throw new InvalidOperationException(Mend);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException(Mend, e);
        }
    }

    private const string Mend = "No browser was found. Install Chromium, or name one in the variable CHROMIUM.";
}

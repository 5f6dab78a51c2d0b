using System.ComponentModel;
using System.Diagnostics;

namespace SecureText.Azurite;

/// <summary>Runs a short program to its end.</summary>
internal static class ChildProcess
{
    /// <summary>What the program wrote and how it ended; <c>null</c> when there is no such program.</summary>
    internal static async Task<Result?> RunAsync(
        string program, string[] arguments, string? folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? string.Empty,
        };
        using var process = Start(start);
        if (process is null) return null;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new Result(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    internal sealed record Result(int ExitCode, string Output, string Error);
}

using System.Globalization;
using System.Security.Cryptography;

namespace SecureText.Azurite;

/// <summary>
/// Folders of npm packages, as <c>local/tools</c>: each is installed once for each state of its lock file.
/// </summary>
public static class NodeTools
{
    private const int OldestNode = 20;
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an installation or a build may take.</summary>
    internal static TimeSpan Limit { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The storage emulator and the script that starts programs: checked, installed, and its folder.</summary>
    /// <exception cref="LocalToolException">Node is missing or too old, or npm failed.</exception>
    public static Task<string> EnsureInstalledAsync(Action<string>? progress, CancellationToken cancellationToken) =>
        EnsureInstalledAsync(
            Path.Combine(RepositoryRoot.Find(), "local", "tools"),
            "Installing Azurite from npm (once, about half a minute)", progress, cancellationToken);

    /// <summary>Checks Node, installs what is missing or stale in a folder, and gives the folder.</summary>
    /// <exception cref="LocalToolException">Node is missing or too old, or npm failed.</exception>
    public static async Task<string> EnsureInstalledAsync(
        string folder, string announcement, Action<string>? progress, CancellationToken cancellationToken)
    {
        await CheckNodeAsync(cancellationToken);
        if (IsCurrent(folder)) return folder;

        // Several test assemblies start at the same moment; the first installs, the others wait and find it done.
        await AloneAsync(folder, Limit, async token =>
        {
            if (IsCurrent(folder)) return;
            progress?.Invoke(announcement);
            await InstallAsync(folder, token);
        }, cancellationToken);
        return folder;
    }

    /// <summary>Does something that nobody else does in this folder of npm packages meanwhile.</summary>
    /// <exception cref="LocalToolException">It was not done in time.</exception>
    internal static async Task AloneAsync(
        string folder, TimeSpan limit, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            await using var held = await TakeLockAsync(Path.Combine(folder, ".install.lock"), deadline.Token);
            await work(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalToolException(string.Create(
                CultureInfo.InvariantCulture,
                $"npm was not done in {folder} within {limit.TotalMinutes:0.##} minutes: check the network, stop other runs, and try again."));
        }
    }

    /// <summary>Runs npm to its end.</summary>
    /// <exception cref="LocalToolException">It is not there.</exception>
    internal static Task<ChildProcess.Result> RunNpmAsync(string[] arguments, string folder, CancellationToken cancellationToken) =>
        RunNpmAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments, folder, cancellationToken);

    internal static async Task<ChildProcess.Result> RunNpmAsync(
        string npm, string[] arguments, string folder, CancellationToken cancellationToken) =>
        await ChildProcess.RunAsync(npm, arguments, folder, cancellationToken)
            ?? throw new LocalToolException("npm is not on the PATH: install Node with npm from https://nodejs.org.");

    internal static bool IsCurrent(string folder) =>
        File.Exists(MarkerOf(folder)) && File.ReadAllText(MarkerOf(folder)) == LockHash(folder);

    /// <summary>Reads <c>node --version</c>'s answer; says what is wrong, or nothing.</summary>
    internal static string? Complaint(string? version) =>
        version is null ? $"Node is not on the PATH: install Node {OldestNode} or later from https://nodejs.org."
        : int.TryParse(version.Trim().TrimStart('v').Split('.')[0], out var major) && major >= OldestNode ? null
        : $"Node {version.Trim()} is too old: install Node {OldestNode} or later from https://nodejs.org.";

    private static async Task CheckNodeAsync(CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync("node", ["--version"], null, cancellationToken);
        if (Complaint(result?.Output) is { } complaint) throw new LocalToolException(complaint);
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        // No install scripts: nothing that is needed builds natively, and a script is code nobody here has read.
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        var result = await RunNpmAsync(arguments, folder, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new LocalToolException(
                $"npm ci failed in {folder} ({FirstLine(result.Error)}): check the network and try again.");
        }

        await File.WriteAllTextAsync(MarkerOf(folder), LockHash(folder), cancellationToken);
    }

    private static async Task<FileStream> TakeLockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!cancellationToken.IsCancellationRequested)
            {
                // Another process installs. File locks give no signal when they are let go.
                await Task.Delay(LockPoll, cancellationToken);
            }
        }
    }

    // npm ci empties node_modules first, so an installation that was cut short has no marker.
    private static string MarkerOf(string folder) => Path.Combine(folder, "node_modules", ".installed-lock");

    private static string LockHash(string folder) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "package-lock.json"))));

    internal static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            ?? "no message";
}

using System.Security.Cryptography;
using System.Text;
using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>The pages of <c>src/web</c>: built when anything that they are made of has changed.</summary>
internal static class WebBuild
{
    private static readonly string[] Sources = ["src", "p", "public"];

    /// <summary>The folder of the built pages.</summary>
    /// <exception cref="LocalToolException">npm or the build failed.</exception>
    internal static async Task<string> EnsureBuiltAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(RepositoryRoot.Find(), "src", "web");
        await NodeTools.EnsureInstalledAsync(
            folder, "Installing what the web pages are built with from npm (once, about half a minute)", progress,
            cancellationToken);
        var output = Path.Combine(folder, "dist");
        if (IsCurrent(folder, output)) return output;

        await NodeTools.AloneAsync(folder, NodeTools.Limit, async token =>
        {
            if (IsCurrent(folder, output)) return;
            progress("Building the web pages");
            var hash = HashOf(folder);
            await BuildAsync(folder, token);
            await File.WriteAllTextAsync(MarkerOf(folder), hash, token);
        }, cancellationToken);
        return output;
    }

    /// <summary>A hash of every file that the pages are made of, with its name.</summary>
    internal static string HashOf(string folder)
    {
        var files = Directory.EnumerateFiles(folder)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .Concat(Sources.Select(name => Path.Combine(folder, name)).Where(Directory.Exists)
                .SelectMany(one => Directory.EnumerateFiles(one, "*", SearchOption.AllDirectories)))
            .Order(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static bool IsCurrent(string folder, string output) =>
        File.Exists(Path.Combine(output, "index.html")) && File.Exists(MarkerOf(folder))
        && File.ReadAllText(MarkerOf(folder)) == HashOf(folder);

    private static async Task BuildAsync(string folder, CancellationToken cancellationToken)
    {
        var result = await NodeTools.RunNpmAsync(["run", "build", "--loglevel=error"], folder, cancellationToken);
        if (result.ExitCode == 0) return;
        var said = $"{result.Output}\n{result.Error}".Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? "no message";
        throw new LocalToolException($"The web pages did not build: {said} (npm run build in {folder} shows all)");
    }

    private static string MarkerOf(string folder) => Path.Combine(folder, "node_modules", ".built-from");
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>The hooks as files: named in azure.yaml, there, executable, sound, and the same for both shells.</summary>
public sealed partial class HookFileTests
{
    public static TheoryData<string> Hooks =>
        new(Directory.GetFiles(Repository.PathOf("infra/hooks"), "*.sh").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Hooks_that_azd_is_told_of_are_there_for_both_shells()
    {
        var named = Run().Matches(Repository.Read("azure.yaml")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(
            ["postdeploy", "postprovision", "predeploy", "preprovision"],
            Hook().Matches(Repository.Read("azure.yaml")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Equal(8, named.Count);
        Assert.All(named, path => Assert.True(File.Exists(Repository.PathOf(path.TrimStart('.', '/'))), path));
        Assert.All(named.Chunk(2), pair => Assert.Equal(pair[0][..^3], pair[1][..^4]));
    }

    [UnixTheory]
    [MemberData(nameof(Hooks))]
    public async Task Posix_hook_may_be_run_and_is_sound(string hook)
    {
        var path = Repository.PathOf($"infra/hooks/{hook}.sh");
        if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), hook);
        Assert.StartsWith("#!/bin/sh\n", Repository.Read($"infra/hooks/{hook}.sh"), StringComparison.Ordinal);
        Assert.Contains("\nset -eu\n", Repository.Read($"infra/hooks/{hook}.sh"), StringComparison.Ordinal);
        Assert.Equal((0, ""), await RunAsync("/bin/sh", "-n", path));

        // Not everywhere; where it is, it has the last word.
        if (File.Exists("/usr/bin/shellcheck")) Assert.Equal((0, ""), await RunAsync("/usr/bin/shellcheck", path));
    }

    // Nothing here runs PowerShell. What its twin asks of the environment, of az and of the site, it must ask too.
    [Theory]
    [MemberData(nameof(Hooks))]
    public void Windows_hook_asks_the_same(string hook)
    {
        var posix = Comment().Replace(Repository.Read($"infra/hooks/{hook}.sh"), "");
        var windows = Comment().Replace(Repository.Read($"infra/hooks/{hook}.ps1"), "");
        Assert.Equal(Words(Variable(), posix), Words(Variable(), windows));
        Assert.Equal(Words(Command(), posix), Words(Command(), windows));
        Assert.Equal(Words(Address(), posix), Words(Address(), windows));
        Assert.Contains("$ErrorActionPreference = 'Stop'", windows, StringComparison.Ordinal);
    }

    // What anybody on the machine can read in the list of processes must not be a secret.
    [Theory]
    [MemberData(nameof(Hooks))]
    public void Hook_puts_no_secret_on_a_command_line(string hook)
    {
        foreach (var text in new[] { Repository.Read($"infra/hooks/{hook}.sh"), Repository.Read($"infra/hooks/{hook}.ps1") })
        {
            Assert.DoesNotMatch(@"(?m)^\s*(az|azd|curl) [^\n]*\$(env:)?\{?(secret|body_text)\b", text);
            Assert.DoesNotContain("set -x", text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Words(Regex regex, string text) =>
        regex.Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"^\s+run: (?:\.\./\.\./|\./)(infra/hooks/\S+)$", RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex(@"^\s*((?:pre|post)\w+):$", RegexOptions.Multiline)]
    private static partial Regex Hook();

    [GeneratedRegex(@"\b((?:AZURE|CLINIC|STAFF|ACS|BAA|ALERT|PORTAL|PRIVATE|BUDGET|JOURNAL|KNOCK|SUBSCRIBE)_[A-Z_]+)\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(azd?(?: [a-z][a-z-]*)+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?:\$program|\$site)/([^""'$ ]+)[""']")]
    private static partial Regex Address();
}

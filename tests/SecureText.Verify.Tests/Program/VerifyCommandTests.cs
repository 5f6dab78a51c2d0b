using System.Text.Json;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Program;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string log;
    private readonly string keys;

    public VerifyCommandTests()
    {
        log = Path.Combine(folder.Path, "copy");
        SampleLog.Shared.Log.Save(log);
        keys = folder.File("jwks.json", SampleLog.Shared.Builder.Keys);
    }

    [Fact]
    public async Task Whole_folder_exits_0_and_says_what_is_proved()
    {
        var (exit, output, error) = await Runs.RunAsync("verify", log, "--key", keys);
        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith("WHOLE: ", output, StringComparison.Ordinal);
        Assert.Contains("600 entries of 4 writers", output, StringComparison.Ordinal);
        Assert.Contains("proved up to 2026-11-22", output, StringComparison.Ordinal);
        Assert.Contains("without --since", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_report_has_its_members()
    {
        var (exit, output, error) = await Runs.RunAsync("verify", log, "--key", keys, "--json", "--since", folder.File("kept", SampleLog.Shared.Kept));
        Assert.Equal((0, ""), (exit, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(
            ["outcome", "entries", "bytes", "writers", "size", "root", "origin", "checkpointAt", "checkpoints", "pending", "fault", "problem", "notes"],
            json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("whole", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("fault").ValueKind);
        Assert.EndsWith("Z", json.RootElement.GetProperty("checkpointAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_byte_exits_1_and_is_named()
    {
        await File.WriteAllBytesAsync(Path.Combine(log, SampleLog.BenOnly), Changed(SampleLog.Shared.Log.Blobs[SampleLog.BenOnly]));
        var (exit, output, _) = await Runs.RunAsync("verify", log, "--key", keys);
        Assert.Equal(1, exit);
        Assert.Contains("changed: ", output, StringComparison.Ordinal);
        Assert.Contains(SampleLog.BenOnly, output, StringComparison.Ordinal);
        (exit, output, _) = await Runs.RunAsync("verify", log, "--key", keys, "--json");
        Assert.Equal(1, exit);
        using var json = JsonDocument.Parse(output);
        var fault = json.RootElement.GetProperty("fault");
        Assert.Equal(("tampered", "changed", 1), (json.RootElement.GetProperty("outcome").GetString(), fault.GetProperty("kind").GetString(), fault.GetProperty("line").GetInt64()));
    }

    [Theory]
    [InlineData]
    [InlineData("verify")]
    [InlineData("verify", "x")]
    [InlineData("verify", "x", "--key")]
    [InlineData("verify", "x", "--key", "k", "--key", "k")]
    [InlineData("verify", "x", "y", "--key", "k")]
    [InlineData("look", "x", "--key", "k")]
    [InlineData("proof", "x", "--key", "k", "--since", "s")]
    [InlineData("verify", "x", "--key", "k", "--sig=secret")]
    public async Task Command_line_that_says_nothing_exits_2_and_repeats_nothing(params string[] args)
    {
        var (exit, output, error) = await Runs.RunAsync(args);
        Assert.Equal(2, exit);
        Assert.DoesNotContain("secret", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_exits_0() => Assert.Equal(0, (await Runs.RunAsync("--help")).Exit);

    [Fact]
    public async Task Folder_or_key_that_is_not_there_exits_2()
    {
        Assert.Equal((2, "There is no such folder.\n"), await ErrorOfAsync("verify", Path.Combine(folder.Path, "none"), "--key", keys));
        Assert.Equal((2, "The key file cannot be read (FileNotFoundException).\n"), await ErrorOfAsync("verify", log, "--key", Path.Combine(folder.Path, "none")));
        Assert.Equal((2, "The container's URL must begin with https: a key would go over the network in clear.\n"), await ErrorOfAsync("verify", "http://example.test/journal?sig=secret", "--key", keys));
    }

    [Fact]
    public async Task Wrong_folder_exits_2_with_words()
    {
        var (exit, output, _) = await Runs.RunAsync("verify", folder.Path, "--key", keys);
        Assert.Equal(2, exit);
        Assert.Contains("neither a folder journal nor a folder tree", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_in_the_folder_exits_2()
    {
        var outside = folder.File("outside.jsonl", SampleLog.Shared.Log.Blobs[SampleLog.BenOnly]);
        var inside = Path.Combine(log, SampleLog.BenOnly);
        File.Delete(inside);
        File.CreateSymbolicLink(inside, outside);
        var (exit, output, _) = await Runs.RunAsync("verify", log, "--key", keys);
        Assert.Equal(2, exit);
        Assert.Contains("ben0-0001.jsonl is a link", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linked_folder_exits_2()
    {
        var inside = Path.Combine(log, "journal");
        Directory.Move(inside, Path.Combine(folder.Path, "elsewhere"));
        Directory.CreateSymbolicLink(inside, Path.Combine(folder.Path, "elsewhere"));
        Assert.Equal(2, (await Runs.RunAsync("verify", log, "--key", keys)).Exit);
    }

    [Fact]
    public async Task Folder_in_the_place_of_a_blob_is_found()
    {
        var inside = Path.Combine(log, SampleLog.BenOnly);
        File.Delete(inside);
        Directory.CreateDirectory(inside);
        Assert.Equal(1, (await Runs.RunAsync("verify", log, "--key", keys)).Exit);
    }

    [Fact]
    public async Task Pipe_in_the_place_of_a_blob_is_never_opened()
    {
        if (OperatingSystem.IsWindows()) return;
        var inside = Path.Combine(log, SampleLog.BenOnly);
        File.Delete(inside);
        using var make = System.Diagnostics.Process.Start("mkfifo", [inside]);
        await make.WaitForExitAsync();
        Assert.Equal(1, (await Runs.RunAsync("verify", log, "--key", keys)).Exit);
    }

    [Fact]
    public async Task Folders_without_end_exit_2()
    {
        Directory.CreateDirectory(Path.Combine([log, "journal", .. Enumerable.Repeat("deep", 40)]));
        Assert.Equal(2, (await Runs.RunAsync("verify", log, "--key", keys)).Exit);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(int Exit, string Error)> ErrorOfAsync(params string[] args)
    {
        var (exit, _, error) = await Runs.RunAsync(args);
        return (exit, error.ReplaceLineEndings("\n"));
    }

    private static byte[] Changed(byte[] bytes)
    {
        var changed = (byte[])bytes.Clone();
        changed[60] ^= 1;
        return changed;
    }
}

using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SecureText.Audit;
using SecureText.Audit.Tree;
using SecureText.Audit.Verification;
using SecureText.Azurite;
using SecureText.Run;

namespace SecureText.Demo;

/// <summary>
/// What an auditor does: a plain copy of the log's blobs, the clinic's public keys, and the verifier as a program of its own.
/// </summary>
internal sealed class LogCopy(LocalSystem system, Func<CancellationToken, Task<StaffClient>> manager)
{
    private readonly string root = Path.Combine(system.DataFolder, "log-copy");

    private string Folder => Path.Combine(root, "journal");

    private string Keys => Path.Combine(root, "log-keys.jwks");

    /// <summary>Signs the log as a manager does, copies it and has it verified.</summary>
    internal async Task<string> VerifyAsync(CancellationToken cancellationToken)
    {
        var client = await manager(cancellationToken);
        var signed = (await client.PostAsync("api/audit/log/checkpoints", null, cancellationToken)).Must(201).Json!;
        Directory.CreateDirectory(root);
        await SaveAsync(client, "api/audit/log/keys", Keys, cancellationToken);
        await CopyAsync(cancellationToken);
        var (exit, output) = await RunAsync(["verify", Folder, "--key", Keys, "--origin", "localhost/journal"], cancellationToken);
        Expect.That(exit == 0, $"the verifier ended with {exit}: {output}");
        return $"{(long)signed["size"]!} entries; {output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[0].Trim()}";
    }

    /// <summary>The same without the program: it goes by this machine's clock, and weeks that are played lie in its future.</summary>
    internal async Task<string> VerifyHereAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var client = await manager(cancellationToken);
        (await client.PostAsync("api/audit/log/checkpoints", null, cancellationToken)).Must(201);
        Directory.CreateDirectory(root);
        await SaveAsync(client, "api/audit/log/keys", Keys, cancellationToken);
        var files = new ContainerLogFiles(new BlobContainerClient(system.Azurite.ConnectionString, new JournalOptions().Container));
        var options = new LogVerifierOptions { Keys = await File.ReadAllBytesAsync(Keys, cancellationToken) };
        var report = await new LogVerifier(files, options, clock).RunAsync(null, cancellationToken);
        Expect.That(
            report.Outcome == LogOutcome.Whole, $"the log is {report.Outcome}: {report.Fault?.Blob} {report.Fault?.Line} {report.Fault?.Text}{report.Unreadable}");
        return $"{report.Entries} entries of {report.Writers} writers, {report.Checkpoints} checkpoints";
    }

    /// <summary>Takes the proof of one entry along and has it verified.</summary>
    internal async Task<string> ProveAsync(CancellationToken cancellationToken)
    {
        var client = await manager(cancellationToken);
        var blob = Directory.EnumerateFiles(Path.Combine(Folder, "journal"), "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var line = JournalLine.Parse(JournalCheck.Split(await File.ReadAllBytesAsync(blob, cancellationToken))[0].Span);
        var file = Path.Combine(root, "entry.tlog-proof");
        await SaveAsync(client, $"api/audit/log/proof?writer={line.Writer}&seq={line.Seq}", file, cancellationToken);
        var (exit, output) = await RunAsync(["proof", file, "--key", Keys], cancellationToken);
        Expect.That(exit == 0, $"the verifier ended with {exit}: {output}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[0].Trim();
    }

    /// <summary>Changes one byte of one entry in the copy: the verifier must end with 1 and name the entry.</summary>
    internal async Task<string> TamperAsync(CancellationToken cancellationToken)
    {
        var blob = Directory.EnumerateFiles(Path.Combine(Folder, "journal"), "*.jsonl", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).MaxBy(file => new FileInfo(file).Length)!;
        var bytes = await File.ReadAllBytesAsync(blob, cancellationToken);
        var middle = bytes.AsSpan(0, bytes.Length / 2).LastIndexOf("\"outcome\":\""u8) + "\"outcome\":\""u8.Length;
        bytes[middle] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes, cancellationToken);
        var (exit, output) = await RunAsync(["verify", Folder, "--key", Keys], cancellationToken);
        bytes[middle] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes, cancellationToken);
        Expect.Equal(1, exit, "how the verifier ended");
        var found = output.Split('\n').FirstOrDefault(text => text.Contains("changed:", StringComparison.Ordinal))
            ?? throw new ExpectationException($"the verifier names no changed entry: {output}");
        return found.Trim();
    }

    // The names at one moment: a blob that comes later is not missed, and what stands never changes.
    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        var container = new BlobContainerClient(system.Azurite.ConnectionString, new JournalOptions().Container);
        var names = new List<string>();
        await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken)) names.Add(item.Name);
        foreach (var name in names)
        {
            var file = Path.Combine([Folder, .. name.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await container.GetBlobClient(name).DownloadToAsync(file, cancellationToken);
        }
    }

    private static async Task SaveAsync(StaffClient client, string path, string file, CancellationToken cancellationToken)
    {
        using var answer = await client.DownloadAsync(path, cancellationToken);
        Expect.Equal(200, (int)answer.StatusCode, path);
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
    }

    private static async Task<(int Exit, string Output)> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(
            RepositoryRoot.Find(), "src", "SecureText.Verify", "bin", configuration, "net10.0", "SecureText.Verify.dll");
        if (!File.Exists(program)) throw new LocalToolException($"{program} is not there: build the solution first.");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new LocalToolException("The verifier did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, $"{await output}{await errors}");
    }
}

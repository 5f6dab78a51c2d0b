using SecureText.Audit.Verification;
using SecureText.Verify.Reports;
using SecureText.Verify.Sources;

namespace SecureText.Verify;

/// <summary>The program: 0 whole, 1 tampered, 2 could not be read.</summary>
internal static class App
{
    public const string TokenVariable = "SECURETEXT_VERIFY_TOKEN";

    // A public key and a checkpoint are a few hundred bytes; a proof holds one entry.
    private const int LargestFile = 1024 * 1024;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around)
    {
        if (args.Count == 0 || args.Any(word => word is "--help" or "-h" or "-?" or "help"))
        {
            await around.Out.WriteLineAsync(Help.Text);
            return args.Count == 0 ? 2 : 0;
        }

        try
        {
            var arguments = Arguments.Parse(args);
            return arguments.Command == "proof"
                ? await Proofs.RunAsync(arguments, await ReadAsync(arguments.Target, "proof"), await ReadAsync(arguments.Key, "key"), around)
                : await VerifyAsync(arguments, around);
        }
        catch (UsageException wrong)
        {
            await around.Error.WriteLineAsync($"{wrong.Message} Try --help.");
        }
        catch (LogUnreadableException unreadable)
        {
            await around.Error.WriteLineAsync(unreadable.Message);
        }

        return 2;
    }

    private static async Task<int> VerifyAsync(Arguments arguments, Surroundings around)
    {
        var options = new LogVerifierOptions
        {
            Keys = await ReadAsync(arguments.Key, "key"),
            Since = arguments.Since is { } since ? await ReadAsync(since, "earlier checkpoint") : null,
            Origin = arguments.Origin,
        };
        using var source = LogSource.Open(arguments.Target, arguments.Token ?? around.Variable(TokenVariable), around.Time);
        var progress = around.IsTerminal && !arguments.Quiet ? new ProgressLine(around.Error, around.Time) : null;
        var report = await new LogVerifier(source.Files, options, around.Time).RunAsync(progress);
        progress?.Clear();
        await around.Out.WriteLineAsync(
            arguments.Json ? JsonReport.Of(report) : TextReport.Of(report, source.Name, arguments.Since is not null));
        return (int)report.Outcome;
    }

    private static async Task<byte[]> ReadAsync(string path, string what)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[LargestFile + 1];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= LargestFile ? bytes[..length] : throw new LogUnreadableException($"The {what} file is too large to be one.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new LogUnreadableException($"The {what} file cannot be read ({failure.GetType().Name}).", failure);
        }
    }
}

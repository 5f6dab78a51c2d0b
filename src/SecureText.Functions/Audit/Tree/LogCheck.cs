using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using SecureText.Audit.Verification;

namespace SecureText.Audit.Tree;

/// <summary>
/// Looks over the whole log as the offline verifier does. It tells early; it proves nothing to somebody who does not trust this
/// program, for it runs in it and takes the keys from it.
/// </summary>
public sealed partial class LogCheck(
    ContainerLogFiles files, ICheckpointSigner signer, LogVerdicts verdicts, IJournal journal, TimeProvider time, ILogger<LogCheck> logger)
{
    /// <summary>Checks, journals and keeps the verdict, and tells when the log is not whole.</summary>
    public async Task<LogVerdict> RunAsync(CancellationToken cancellationToken)
    {
        var keys = await signer.KeysAsync(cancellationToken);
        var report = await new LogVerifier(files, new LogVerifierOptions { Keys = Jwks(keys), Origin = signer.Origin }, time)
            .RunAsync(null, cancellationToken);
        var outcome = report.Outcome.ToString().ToLowerInvariant();
        var fault = report.Fault is { } found ? $"{found.Kind.Name()} at {PlaceOf(found)}: {found.Text}" : report.Unreadable;
        var verdict = new LogVerdict(time.GetUtcNow(), outcome, report.Entries, fault);
        if (report.Outcome != LogOutcome.Whole) LogNotWhole(outcome, fault ?? "");
        await journal.AppendAsync(
            new AuditEntry(
                verdict.At, "system", "log.verified", [], outcome, signer.Origin,
                string.Create(CultureInfo.InvariantCulture, $"entries:{report.Entries}")),
            cancellationToken);
        await verdicts.KeepAsync(verdict, cancellationToken);
        return verdict;
    }

    /// <summary>Public keys as a JWK set.</summary>
    public static byte[] Jwks(IEnumerable<NoteKey> keys) =>
        Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', keys.Select(key => key.ToJwk()))}}]}""");

    private static string PlaceOf(LogFault fault) => string.Create(
        CultureInfo.InvariantCulture, $"{fault.Blob ?? "the log"}{(fault.Line is { } line ? $" line {line}" : "")}");

    [LoggerMessage(1, LogLevel.Critical, "The log is {Outcome}: {Fault}", EventName = "LogNotWhole")]
    private partial void LogNotWhole(string outcome, string fault);
}

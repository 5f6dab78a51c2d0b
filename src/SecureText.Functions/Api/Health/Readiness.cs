using Microsoft.Extensions.Logging;
using SecureText.Api.Access;
using SecureText.Storage;

namespace SecureText.Api.Health;

/// <summary>
/// Asks every part that the program cannot work without. Anybody may call the route, so an answer is kept for a while:
/// no caller can make the program ask storage and Key Vault as fast as he likes.
/// </summary>
public sealed partial class Readiness(
    StorageClients storage, IndexKeys keys, PlatformDoor door, TimeProvider time, ILogger<Readiness> logger)
    : IDisposable
{
    private const int MostCounted = 1000;
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    // What fails may be mended any moment, and a start waits for it.
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1, 1);
    private (ReadyAnswer Answer, DateTimeOffset Until)? last;

    /// <summary>What the parts answer, or answered less than half a minute ago.</summary>
    public async Task<ReadyAnswer> AskAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (last is { } kept && time.GetUtcNow() < kept.Until) return kept.Answer;
            var checks = new Dictionary<string, string>
            {
                ["storage"] = await CheckAsync("storage", storage.ProbeAsync, cancellationToken),
                ["journal"] = await CheckAsync("journal", storage.ProbeJournalAsync, cancellationToken),
                ["keys"] = await CheckAsync("keys", keys.ProbeAsync, cancellationToken),
                ["platformAuthentication"] = door.Fault ?? "ok",
            };
            var ready = checks.Values.All(value => value == "ok");
            var quarantine = "not counted";
            await CheckAsync("quarantine", async token => quarantine = Words(await storage.CountQuarantineAsync(token)), cancellationToken);
            var answer = new ReadyAnswer(ready ? "ready" : "not-ready", checks, quarantine);
            last = (answer, time.GetUtcNow() + (ready ? GoodFor : BadFor));
            return answer;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private static string Words(int events) => events switch
    {
        0 => "empty",
        >= MostCounted => $"{MostCounted} or more events wait for a person",
        _ => $"{events} events wait for a person",
    };

    private async Task<string> CheckAsync(
        string part, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        try
        {
            await check(cancellationToken);
            return "ok";
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailure(part, e.GetType().Name, e);
            return $"fails: {e.GetType().Name}; see the log";
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Health check of {Part} fails with {Kind}.")]
    private partial void LogFailure(string part, string kind, Exception exception);
}

/// <summary>Whether the program can do its work: each part, and what waits for a person, which is no reason for not-ready.</summary>
public sealed record ReadyAnswer(string Status, IReadOnlyDictionary<string, string> Checks, string Quarantine);

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SecureText.Storage;

namespace SecureText.Api.Health;

/// <summary>Whether the program lives, and whether it can do its work. Says what is wrong, never for whom.</summary>
public sealed partial class Health(StorageClients storage, IndexKeys keys, ILogger<Health> logger)
{
    /// <summary><c>GET /api/health/live</c>: 200 as long as the process answers.</summary>
    [Function("HealthLive")]
    public static IResult Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        ApiJson.Ok(new LiveAnswer("live"));

    /// <summary><c>GET /api/health/ready</c>: 200, or 503 with the parts that fail.</summary>
    [Function("HealthReady")]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var checks = new Dictionary<string, string>
        {
            ["storage"] = await CheckAsync("storage", async () => await storage.ProbeAsync(cancellationToken)),
            ["keys"] = await CheckAsync("keys", async () => await keys.IndexAsync(cancellationToken)),
        };
        var ready = checks.Values.All(value => value == "ok");
        return ApiJson.Ok(new ReadyAnswer(ready ? "ready" : "not-ready", checks), ready ? 200 : 503);
    }

    private async Task<string> CheckAsync(string part, Func<Task> check)
    {
        try
        {
            await check();
            return "ok";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(part, e.GetType().Name, e);
            return $"fails: {e.GetType().Name}; see the log";
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Health check of {Part} fails with {Kind}.")]
    private partial void LogFailure(string part, string kind, Exception exception);

    private sealed record LiveAnswer(string Status);

    private sealed record ReadyAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace SecureText.Api.Health;

/// <summary>Whether the program lives, and whether it can do its work. Says what is wrong, never for whom.</summary>
public sealed class Health(Readiness readiness)
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
        var answer = await readiness.AskAsync(cancellationToken);
        return ApiJson.Ok(answer, answer.Status == "ready" ? 200 : 503);
    }

    private sealed record LiveAnswer(string Status);
}

using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Carriers;

/// <summary>
/// Two quick retries of what passes by itself (no connection, a 5xx). A service that says how long to wait, and a 429, go
/// back to the sender at once: it keeps the pace, and Event Grid, in whose delivery an answer is sent, waits only 30 s.
/// </summary>
internal sealed class QuickRetryPolicy(TimeSpan delay) : RetryPolicy(2, DelayStrategy.CreateFixedDelayStrategy(delay))
{
    // The base keeps the count: its answer is always asked for.
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        base.ShouldRetry(message, exception) && MayPass(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) && MayPass(message, exception);

    private static bool MayPass(HttpMessage message, Exception? exception)
    {
        var again = exception is not null
            || (message.Response.Status >= 500 && !message.Response.Headers.TryGetValue("Retry-After", out _));
        if (again && message.TryGetProperty(TryCount.Property, out var tries)) ((TryCount)tries!).Retried = true;
        return again;
    }
}

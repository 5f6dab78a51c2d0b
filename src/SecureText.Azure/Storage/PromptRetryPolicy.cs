using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Storage;

/// <summary>
/// Two quick retries of what passes by itself. The clients' own policy waits for as long as a busy service asks, twice; but
/// Event Grid waits 30 s for an answer and a member of staff less: who is told to wait for seconds goes back at once.
/// </summary>
internal sealed class PromptRetryPolicy()
    : RetryPolicy(2, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)))
{
    private static readonly string[] InMilliseconds = ["x-ms-retry-after-ms", "retry-after-ms"];

    // The base keeps the count: its answer is always asked for.
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        base.ShouldRetry(message, exception) && (exception is not null || IsSoon(message.Response));

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) && (exception is not null || IsSoon(message.Response));

    private static bool IsSoon(Response response)
    {
        foreach (var name in InMilliseconds)
        {
            if (response.Headers.TryGetValue(name, out var text)) return Number(text) <= 1000;
        }

        return !response.Headers.TryGetValue("Retry-After", out var seconds) || Number(seconds) <= 1;
    }

    // A date, or what nobody can read, is not soon.
    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}

using System.Collections.Concurrent;
using SecureText.Demo;

namespace SecureText.Faults.Outage;

/// <summary>What one request was, when it was made, and what came of it; <paramref name="Status"/> 0 is no answer.</summary>
internal sealed record Asked(string What, string Phase, int Status, string Problem, string Words, TimeSpan Took)
{
    internal bool IsGood => Status is >= 200 and < 300;

    /// <summary>A problem that says that storage, keys or the log are away, nothing is lost, and to try again.</summary>
    internal bool SaysAway => Status == 503 && Problem is "storage-unavailable" or "journal-unavailable";
}

/// <summary>Every answer of the run.</summary>
internal sealed class Answers(Func<string> phase)
{
    private readonly ConcurrentQueue<Asked> all = new();

    internal IReadOnlyList<Asked> All => [.. all];

    /// <summary>Asks once and writes down what came; a phase that changed meanwhile is neither.</summary>
    internal async Task<(Asked Asked, Answer? Answer)> AskAsync(string what, Func<Task<Answer>> ask)
    {
        var (begun, before) = (TimeProvider.System.GetTimestamp(), phase());
        Answer? answer = null;
        var words = string.Empty;
        try
        {
            answer = await ask();
            if ((int)answer.Status >= 400) words = answer.Json?.ToJsonString() ?? string.Empty;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TaskCanceledException)
        {
            words = problem.GetType().Name;
        }

        var asked = new Asked(
            what, before == phase() ? before : "between", (int?)answer?.Status ?? 0, answer?.Problem ?? string.Empty, words,
            TimeProvider.System.GetElapsedTime(begun));
        all.Enqueue(asked);
        return (asked, answer);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using SecureText.Demo;

namespace SecureText.Faults.Load;

/// <summary>
/// Asks as pages do: again, with the same key, until an answer settles it. Remembers what went wrong on the way, and the trace
/// id of each read that showed something.
/// </summary>
internal sealed class Calls
{
    // A link sends three codes an hour, and those count whose answer was lost: that is no "come again".
    private const string TooManyCodes = "too-many-codes";

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, int> troubles = new();
    private readonly ConcurrentDictionary<string, string> shown = new();
    private int answered;
    private int lost;

    /// <summary>Requests that were answered for good.</summary>
    internal int Answered => Volatile.Read(ref answered);

    /// <summary>Requests without an answer, or with one that says to come again.</summary>
    internal int Lost => Volatile.Read(ref lost);

    /// <summary>How often each kind of trouble came: <c>no answer</c>, <c>500</c>, <c>503</c>.</summary>
    internal IReadOnlyDictionary<string, int> Troubles => troubles;

    /// <summary>Trace id of each read that showed something, and what it was.</summary>
    internal IReadOnlyDictionary<string, string> Shown => shown;

    /// <summary>Asks once.</summary>
    /// <returns>Null when nobody can tell what came of it.</returns>
    internal async Task<Answer?> OnceAsync(string what, Func<Task<Answer>> ask, CancellationToken token)
    {
        // Its trace id goes along with the request and stands in the journal.
        using var trace = new Activity(what).Start();
        try
        {
            var answer = await ask();
            if ((int)answer.Status < 500 && ((int)answer.Status != 429 || answer.Problem == TooManyCodes))
            {
                Interlocked.Increment(ref answered);
                if (what.StartsWith("read ", StringComparison.Ordinal) && (int)answer.Status == 200) shown[trace.TraceId.ToHexString()] = what;
                return answer;
            }

            Trouble($"{(int)answer.Status}");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException && !token.IsCancellationRequested)
        {
            Trouble("no answer");
        }

        return null;
    }

    /// <summary>Asks until there is an answer.</summary>
    internal async Task<Answer> SureAsync(string what, Func<Task<Answer>> ask, CancellationToken token)
    {
        for (var wait = First; ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            if (await OnceAsync(what, ask, token) is { } answer) return answer;
            await Task.Delay(wait, token);
        }
    }

    private void Trouble(string kind)
    {
        Interlocked.Increment(ref lost);
        troubles.AddOrUpdate(kind, 1, (_, count) => count + 1);
    }
}

using System.Runtime.CompilerServices;

namespace SecureText.Demo;

/// <summary>Says what a step counts on.</summary>
internal static class Expect
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    internal static void That(bool holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        if (!holds) throw new ExpectationException($"not so: {what}");
    }

    internal static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ExpectationException($"{what}: expected {expected}, got {actual}");
        }
    }

    /// <summary>Asks again until the answer is good; the step's own limit ends the waiting.</summary>
    internal static async Task<T> SoonAsync<T>(
        string what, Func<Task<T>> ask, Func<T, bool> isGood, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var answer = await ask();
                if (isGood(answer)) return answer;
                await Task.Delay(Poll, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            throw new ExpectationException($"did not come about: {what}");
        }
    }
}

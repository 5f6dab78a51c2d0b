namespace SecureText.Evidence;

/// <summary>Makes <see cref="Asked{T}"/>.</summary>
public static class Asked
{
    /// <summary>An answer.</summary>
    public static Asked<T> Of<T>(T answer)
        where T : class => new(answer, null);

    /// <summary>No answer, and why: a kind of failure, nothing of its content.</summary>
    public static Asked<T> Silent<T>(string why)
        where T : class => new(null, why);
}

/// <summary>What the running system answered to one question, or why it did not.</summary>
/// <typeparam name="T">The answer.</typeparam>
public sealed record Asked<T>
    where T : class
{
    internal Asked(T? answer, string? silence) => (Answer, Silence) = (answer, silence);

    /// <summary>The answer; null when there is none.</summary>
    public T? Answer { get; }

    /// <summary>Why there is no answer.</summary>
    public string? Silence { get; }

    /// <summary>Judges the answer. Without one it is a fail: what could not be asked is never taken for good.</summary>
    public Finding Judge(Func<T, Finding> judge)
    {
        ArgumentNullException.ThrowIfNull(judge);
        return Answer is { } answer
            ? judge(answer)
            : Finding.Fail(
                $"This could not be asked: {Silence}.",
                "Look at the program's log for the cause, mend it, and make the report again.");
    }
}

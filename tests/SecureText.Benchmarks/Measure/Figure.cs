namespace SecureText.Benchmarks.Measure;

internal enum GoalKind
{
    AtLeast,
    AtMost,
}

/// <summary>What the ratio has to be; the value itself where there is no floor.</summary>
internal sealed record Goal(GoalKind Kind, double Value);

/// <summary>One thing measured beside the least work possible for it.</summary>
/// <param name="Name">The benchmark's name and what of it, as <c>journal 64 writers</c>.</param>
/// <param name="Means">One sentence: what was done, and what the floor did.</param>
/// <param name="Unit">Of value and floor.</param>
/// <param name="Value">Median of the rounds.</param>
/// <param name="Floor">Median of the same rounds; <c>null</c> where there is none.</param>
/// <param name="Ratio">By the benchmark itself, since what better means differs.</param>
/// <param name="Goal">What issue 6 asks; <c>null</c> where it asks nothing.</param>
/// <param name="Rounds">How often value and floor were measured in turn.</param>
internal sealed record Figure(
    string Name, string Means, string Unit, double Value, double? Floor, double? Ratio, Goal? Goal, int Rounds)
{
    /// <summary><c>null</c> without a goal.</summary>
    public bool? Met => Goal switch
    {
        null => null,
        { Kind: GoalKind.AtLeast } goal => (Ratio ?? Value) >= goal.Value,
        { Kind: GoalKind.AtMost } goal => (Ratio ?? Value) <= goal.Value,
        _ => throw new InvalidOperationException("No such goal."),
    };
}

namespace SecureText.Demo;

/// <summary>
/// One thing that must go right in the day. Gives a few words on what happened; throws when it went wrong.
/// </summary>
internal sealed record DemoStep(string Name, Func<CancellationToken, Task<string>> Run);

/// <summary>How a step ended. A step after a broken one is not run.</summary>
internal sealed record StepResult(string Name, StepOutcome Outcome, string Note, TimeSpan Took);

internal enum StepOutcome
{
    Done,
    Broken,
    NotRun,
}

/// <summary>What a step expected did not come true.</summary>
internal sealed class ExpectationException(string message) : Exception(message);

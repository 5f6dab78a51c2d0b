namespace SecureText.Demo;

/// <summary>Runs steps in order; the first broken one ends the day.</summary>
internal static class StepRunner
{
    internal static async Task<IReadOnlyList<StepResult>> RunAsync(
        IReadOnlyList<DemoStep> steps, TimeSpan limit, Action<StepResult> report, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var results = new List<StepResult>();
        foreach (var step in steps)
        {
            var broken = results.Exists(result => result.Outcome != StepOutcome.Done);
            var result = broken
                ? new StepResult(step.Name, StepOutcome.NotRun, string.Empty, TimeSpan.Zero)
                : await RunAsync(step, limit, time, cancellationToken);
            results.Add(result);
            report(result);
        }

        return results;
    }

    private static async Task<StepResult> RunAsync(
        DemoStep step, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var note = await step.Run(either.Token);
            return new StepResult(step.Name, StepOutcome.Done, note, time.GetElapsedTime(begun));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Broken($"was not done within {limit.TotalSeconds:0} seconds");
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return Broken(
                problem is ExpectationException ? problem.Message : $"{problem.GetType().Name}: {problem.Message}");
        }

        StepResult Broken(string note) => new(step.Name, StepOutcome.Broken, note, time.GetElapsedTime(begun));
    }
}

using Azure;
using SecureText.Harness;

namespace SecureText.Faults;

/// <summary>Plays a scenario with a fault in one of its calls, then whatever brings it to its end.</summary>
internal static class FaultPlay
{
    /// <summary>One run; the undisturbed one is <paramref name="nth"/> 0.</summary>
    public static async Task<(string End, string? Hit)> RunAsync(
        TestClinic clinic, FaultPoints points, Scenario scenario, FaultKind kind, int nth, bool repeats = true, int? patient = null)
    {
        points.Arm(kind, 0);
        var run = new Run(clinic, Patients.Number(patient ?? nth));
        await scenario.Prepare(run);
        await SettleAsync(clinic, points);
        clinic.Restart();
        points.Arm(kind, nth);
        foreach (var step in scenario.Steps) await RepeatAsync(clinic, points, () => step(run), repeats);
        await SettleAsync(clinic, points);
        var hit = points.Hit;

        // Looking at the end is not part of it.
        points.Arm(kind, 0);
        clinic.Restart();
        return (Patients.Anonymous(await EndState.OfAsync(clinic, run.Number), patient ?? nth), hit);
    }

    // Once for the fault; whatever fails twice is a fault of the program.
    private static async Task RepeatAsync(TestClinic clinic, FaultPoints points, Func<Task> step, bool repeats)
    {
        try
        {
            await step();
        }
        catch (Exception) when (points.Hit is not null)
        {
            clinic.Restart();
            points.Revive();
            clinic.Time.Advance(TimeSpan.FromSeconds(10));
            if (repeats) await step();
        }
    }

    // The host runs a timer again whatever became of the last run. Longer than a lease and the longest backoff.
    private static async Task SettleAsync(TestClinic clinic, FaultPoints points)
    {
        for (var tick = 0; tick < 40 && await EndState.HasPromisesAsync(clinic); tick++)
        {
            try
            {
                await clinic.TickAsync(TimeSpan.FromSeconds(31));
            }
            catch (RequestFailedException) when (points.Hit is not null)
            {
            }

            if (!points.IsDead) continue;
            clinic.Restart();
            points.Revive();
        }
    }
}

namespace SecureText.EventGridDelivery;

/// <summary>
/// When Event Grid tries again (azure-docs, event-grid/delivery-and-retry): 10 s, 30 s, 1, 5, 10 and 30 minutes, 1, 3
/// and 6 hours, then every 12 hours, each a little randomised.
/// </summary>
internal static class RetrySchedule
{
    private const double Spread = 0.1;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>The wait after attempt number <paramref name="attempt"/> (from 1).</summary>
    /// <param name="attempt">How many attempts have failed.</param>
    /// <param name="scale">1 is the service's own pace; one machine uses a small fraction.</param>
    /// <param name="chance">From 0 to 1; 0.5 gives the schedule without its randomness.</param>
    internal static TimeSpan WaitAfter(int attempt, double scale, double chance) =>
        Waits[Math.Clamp(attempt, 1, Waits.Length) - 1] * (scale * (1 + (Spread * ((2 * chance) - 1))));
}

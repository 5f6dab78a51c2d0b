using SecureText.Clock;
using SecureText.Simulator;

namespace SecureText.Broadcast;

/// <summary>How many texts the line has carried, and when, by the clock of the run.</summary>
internal sealed class LineMeter(PhoneNetwork network, LocalClock clock)
{
    private readonly List<(DateTimeOffset At, int Sent)> looks = [];
    private readonly int before = network.Sent;
    private readonly long begun = TimeProvider.System.GetTimestamp();

    /// <summary>Texts of the campaigns since the beginning.</summary>
    internal int Sent => network.Sent - before - Others;

    /// <summary>Texts of staff, and greetings, among those that the line has carried since.</summary>
    internal int Others { get; set; }

    internal double Minutes => looks.Count == 0 ? 0 : (looks[^1].At - looks.First(look => look.Sent > 0).At).TotalMinutes;

    internal double Seconds => TimeProvider.System.GetElapsedTime(begun).TotalSeconds;

    /// <summary>Between the first tenth and the last.</summary>
    internal double SteadyPerMinute => Steady is { Count: > 1 } steady ? (steady[^1].Sent - steady[0].Sent) / SteadyMinutes : 0;

    /// <summary>How long that was.</summary>
    internal double SteadyMinutes => Steady is { Count: > 1 } steady ? (steady[^1].At - steady[0].At).TotalMinutes : 0;

    private List<(DateTimeOffset At, int Sent)> Steady =>
        [.. looks.Where(look => look.Sent >= Sent / 10 && look.Sent <= Sent * 9 / 10)];

    internal void Look() => looks.Add((clock.GetUtcNow(), Sent));
}

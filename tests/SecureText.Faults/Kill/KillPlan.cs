using SecureText.Faults.Run;

namespace SecureText.Faults.Kill;

/// <summary>What the functions are doing when they are killed.</summary>
internal enum Moment
{
    /// <summary>Whatever it may be.</summary>
    Any,

    /// <summary>The carrier has just taken a text of theirs.</summary>
    TextSent,

    /// <summary>A file from behind a link is on its way to them.</summary>
    Upload,

    /// <summary>The minute at which they take the journals into the log.</summary>
    Log,

    /// <summary>They start, and do not answer yet.</summary>
    Starting,

    /// <summary>They have just started.</summary>
    Started,

    /// <summary>A reply of staff is on its way to them.</summary>
    Reply,

    /// <summary>A text of a patient is on its way to them.</summary>
    Inbound,
}

/// <summary>One kill: so long after what.</summary>
internal readonly record struct KillPoint(Moment Moment, TimeSpan Delay)
{
    public override string ToString() => $"{Moment} +{Delay.TotalMilliseconds:0} ms";
}

/// <summary>The kills of a seed.</summary>
internal static class KillPlan
{
    internal static IReadOnlyList<KillPoint> Of(Dice dice, int points)
    {
        // Each moment once, before any comes twice.
        var moments = Enum.GetValues<Moment>();
        return [.. Enumerable.Range(0, points).Select(i => i < moments.Length - 1 ? moments[i + 1] : moments[dice.Next(moments.Length)])
            .Select(moment => new KillPoint(moment, DelayOf(moment, dice)))];
    }

    private static TimeSpan DelayOf(Moment moment, Dice dice) => moment switch
    {
        Moment.Any => dice.Wait(300, 4000),
        Moment.Starting => dice.Wait(200, 2500),
        Moment.Started => dice.Wait(0, 250),
        Moment.Log => dice.Wait(0, 400),
        Moment.TextSent => dice.Wait(0, 15),
        _ => dice.Wait(0, 80),
    };
}

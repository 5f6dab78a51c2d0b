using SecureText.Run;
using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.Weeks;

/// <summary>The three weeks, and the clinic that they are played at. Days are counted from the first Monday, which is 0.</summary>
internal static class ClinicCalendar
{
    internal const int LastDay = 21;

    internal static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    private static readonly DateOnly Monday = new(2026, 11, 23);

    /// <summary>The network answers STOP on this line, so that not one text of the clinic's may follow it.</summary>
    internal static readonly LocalClinic Clinic =
        new("Harbor Clinic", Zone.Id, true, new SimulatedLine("+18335550100", LineKind.TollFree));

    internal static DateTimeOffset Start { get; } = At(0, 8, 0);

    /// <summary>After ten o'clock in the west too: the last texts of all go then.</summary>
    internal static DateTimeOffset End { get; } = At(LastDay, 14, 0);

    /// <summary>A moment of a day, in the clinic's time.</summary>
    internal static DateTimeOffset At(int day, int hour, int minute)
    {
        var local = Monday.AddDays(day).ToDateTime(new TimeOnly(hour, minute));
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }
}

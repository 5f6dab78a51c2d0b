namespace SecureText.Sending;

/// <summary>
/// When automated texts may go: "8:00-21:00 in the recipient's time zone; Florida, Oklahoma, Maryland 8-20,
/// Connecticut 9-20, Texas Sunday 12-21. Outside it, defer, never drop" (47 CFR 64.1200(c)(1) and state laws, as
/// support.referrizer.com lists them). Half open: 21:00:00 is too late.
/// </summary>
public static class QuietHours
{
    /// <summary>The first moment, from <paramref name="now"/> on, that is inside the hours; <paramref name="now"/> itself if it is.</summary>
    /// <param name="now">The present, any offset.</param>
    /// <param name="zone">The recipient's time zone.</param>
    /// <param name="state">The recipient's state; null gives the federal hours.</param>
    /// <param name="holidays">Days of the recipient on which nothing goes at any hour; null for none.</param>
    /// <returns>UTC, never before <paramref name="now"/>.</returns>
    public static DateTimeOffset NextAllowed(
        DateTimeOffset now, TimeZoneInfo zone, UsState? state = null, IReadOnlyCollection<DateOnly>? holidays = null)
    {
        ArgumentNullException.ThrowIfNull(zone);
        now = now.ToUniversalTime();
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        while (true)
        {
            var (from, to) = Hours(state, day.DayOfWeek);
            var open = Instant(day, from, zone, opening: true);
            if (holidays?.Contains(day) != true && now < Instant(day, to, zone, opening: false)) return now < open ? open : now;
            day = day.AddDays(1);
        }
    }

    private static (int From, int To) Hours(UsState? state, DayOfWeek day) => (state?.ToString(), day) switch
    {
        ("FL" or "OK" or "MD", _) => (8, 20),
        ("CT", _) => (9, 20),
        ("TX", DayOfWeek.Sunday) => (12, 21),
        _ => (8, 21),
    };

    // A local time may exist twice (take the later opening, the earlier closing: the stricter reading) or not at all
    // (the clock jumps over it: take the first moment after the gap).
    private static DateTimeOffset Instant(DateOnly day, int hour, TimeZoneInfo zone, bool opening)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        if (zone.IsAmbiguousTime(local))
        {
            var offsets = zone.GetAmbiguousTimeOffsets(local);
            return new DateTimeOffset(local, opening ? offsets.Min() : offsets.Max()).ToUniversalTime();
        }

        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

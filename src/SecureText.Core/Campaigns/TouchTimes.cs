using SecureText.Sending;

namespace SecureText.Campaigns;

/// <summary>When the touches of a playbook go: on the patient's clock, within the hours, never on a holiday of the clinic.</summary>
internal static class TouchTimes
{
    /// <summary>When a touch is due for an anchor, UTC.</summary>
    internal static DateTimeOffset Due(Touch touch, DateTimeOffset anchor, JourneyContext context)
    {
        var raw = anchor + touch.Offset;
        if (touch.At is { } time)
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(raw, context.Zone).DateTime);
            raw = Instant(day.ToDateTime(time), context.Zone);
        }

        return NextOpen(raw, context);
    }

    /// <summary>After this moment a touch is left out: it is too late for it, or its occasion has come.</summary>
    internal static DateTimeOffset Latest(Touch touch, DateTimeOffset anchor, JourneyContext context)
    {
        var late = Due(touch, anchor, context) + touch.LateBy;
        return IsBefore(touch) && late >= anchor ? anchor.AddTicks(-1) : late;
    }

    /// <summary>Until when the sender may keep a touch back.</summary>
    internal static DateTimeOffset NotAfter(Touch touch, DateTimeOffset anchor, JourneyContext context) =>
        IsBefore(touch) ? anchor : Latest(touch, anchor, context);

    /// <summary>The first moment from <paramref name="time"/> on when an unasked text may go.</summary>
    internal static DateTimeOffset NextOpen(DateTimeOffset time, JourneyContext context)
    {
        while (true)
        {
            time = QuietHours.NextAllowed(time, context.Zone, context.State);
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, context.Zone).DateTime);
            if (!context.Holidays.Contains(day)) return time;
            time = Instant(day.AddDays(1).ToDateTime(TimeOnly.MinValue), context.Zone);
        }
    }

    private static bool IsBefore(Touch touch) => touch.Offset < TimeSpan.Zero;

    // The clock may jump over a local time: then the first moment after the gap.
    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

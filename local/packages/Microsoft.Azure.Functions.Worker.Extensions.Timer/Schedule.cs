using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>When a timer fires, in UTC as in Azure.</summary>
internal abstract class Schedule
{
    /// <summary>The first occurrence after the moment; null when there is none within ten years.</summary>
    public abstract DateTime? After(DateTime utc);

    /// <summary>Whether some occurrences are less than a minute apart; the host keeps no status of those.</summary>
    public bool IsSubMinute(DateTime utc)
        => After(utc) is { } first && After(first) is { } second && second - first < TimeSpan.FromMinutes(1);

    /// <exception cref="FormatException">Neither an NCRONTAB expression of six fields nor a positive TimeSpan.</exception>
    public static Schedule Parse(string text)
    {
        if (text.Contains(' ', StringComparison.Ordinal))
            return CronSchedule.ParseFields(text);
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new IntervalSchedule(interval)
            : throw new FormatException(
                $"'{text}' is neither an NCRONTAB expression with six fields nor a positive TimeSpan.");
    }
}

internal sealed class IntervalSchedule(TimeSpan interval) : Schedule
{
    public override DateTime? After(DateTime utc) => utc + interval;
}

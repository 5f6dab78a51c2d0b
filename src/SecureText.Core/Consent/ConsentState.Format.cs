using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SecureText.Consent;

public sealed partial class ConsentState
{
    private const string Version = "1";
    private const char Between = '|';
    private const char Within = ',';

    /// <summary>
    /// The stored form, stable: <c>1|lifted,withdrawn,asked,closed|granted,withdrawn,assumed|...</c>, one group a class in
    /// the order of <see cref="MessageClass"/>; a time is its UTC ticks in lower-case hexadecimal, or empty.
    /// </summary>
    public string Format() => string.Join(
        Between,
        [
            Version,
            Group(global.Lifted, global.Withdrawn, global.ReviewAsked, global.ReviewClosed),
            .. classes.Select(times => Group(times.Granted, times.Withdrawn, times.Assumed)),
        ]);

    /// <summary>Reads what <see cref="Format"/> wrote; anything else is an error, never a guess.</summary>
    /// <exception cref="FormatException">Not a stored consent state.</exception>
    public static ConsentState Parse(string? text) =>
        TryParse(text, out var state) ? state : throw new FormatException("Not a stored consent state.");

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ConsentState? state)
    {
        state = null;
        var groups = (text ?? "").Split(Between);
        if (groups.Length != AllClasses.Length + 2 || groups[0] != Version) return false;
        if (Times(groups[1], 4) is not { } all) return false;
        var each = groups[2..].Select(group => Times(group, 3)).ToList();
        if (each.Any(times => times is null)) return false;
        var read = new ConsentState(
            [.. each.Select(times => new ClassTimes(times![0], times[1], times[2]))],
            new GlobalTimes(all[0], all[1], all[2], all[3]));

        // One state, one form: what would be written differently was not written by us.
        if (read.Format() != text) return false;
        state = read;
        return true;
    }

    private static string Group(params DateTimeOffset?[] times) => string.Join(
        Within, times.Select(time => time?.UtcTicks.ToString("x", CultureInfo.InvariantCulture)));

    private static DateTimeOffset?[]? Times(string group, int count)
    {
        var fields = group.Split(Within);
        if (fields.Length != count) return null;
        var times = new DateTimeOffset?[count];
        for (var i = 0; i < count; i++)
        {
            if (fields[i].Length == 0) continue;
            if (!long.TryParse(fields[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
                || ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
            {
                return null;
            }

            times[i] = new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        return times;
    }
}

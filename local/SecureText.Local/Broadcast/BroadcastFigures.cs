using System.Globalization;
using SecureText.Run;

namespace SecureText.Broadcast;

/// <summary>What a broadcast found.</summary>
internal sealed record BroadcastFigures
{
    internal required LocalOptions Options { get; init; }

    /// <summary>What the line takes a minute.</summary>
    internal required int Rate { get; init; }

    /// <summary>Of the machine, for the file of patients.</summary>
    internal required double ImportSeconds { get; init; }

    /// <summary>Storage requests for each patient.</summary>
    internal required double ImportRequests { get; init; }

    internal required int Sent { get; init; }

    /// <summary>Of the clock, from the first text to the last.</summary>
    internal required double Minutes { get; init; }

    /// <summary>Of the machine.</summary>
    internal required double Seconds { get; init; }

    /// <summary>Texts a minute from the first tenth to the last.</summary>
    internal required double SteadyPerMinute { get; init; }

    /// <summary>Minutes of the clock that this was counted over.</summary>
    internal required double SteadyMinutes { get; init; }

    /// <summary>Requests that the carrier answered with 429.</summary>
    internal required int Refused { get; init; }

    /// <summary>The most parts that the carrier took in any minute.</summary>
    internal required int MostInAMinute { get; init; }

    /// <summary>Storage requests a recipient, from the start of the campaigns on, as storage itself counts them.</summary>
    internal required double Requests { get; init; }

    /// <summary>The same by method and table, the most first.</summary>
    internal required IReadOnlyList<(string Kind, double Each)> Kinds { get; init; }

    /// <summary>Most memory of the functions, in bytes.</summary>
    internal required long Peak { get; init; }

    /// <summary>How long a reply of staff in the middle of it waited, by the clock.</summary>
    internal required IReadOnlyList<TimeSpan> Waits { get; init; }

    internal int Everybody => Options.People * Options.Campaigns;

    internal double Use => SteadyPerMinute / Rate;

    internal void Tell(Action<string> say)
    {
        Say($"{Options.People} people, {Options.Campaigns} at once, clock {Options.Factor} times as fast, line of {Rate} a minute");
        Say($"import: {ImportSeconds:0} s of the machine's, {Options.People / ImportSeconds:0} rows a second, {ImportRequests:0.0} storage requests each");
        Say($"sent: {Sent} of {Everybody} in {Minutes:0.0} minutes of the clock, {Seconds:0} s of the machine's");
        Say($"use of the line's rate over the steady part (from the first tenth to the last, {SteadyMinutes:0.0} minutes): {100 * Use:0.0}% ({SteadyPerMinute:0.0} a minute)");
        Say($"refused as too fast (429): {Refused}; most parts in any minute: {MostInAMinute}");
        Say($"storage requests a recipient, from the start on, as storage itself counts them: {Requests:0.0}");
        foreach (var (kind, each) in Kinds) Say($"  {each,6:0.0}  {kind}");
        Say($"most memory of the functions (VmHWM): {Peak / 1_048_576.0:0} MB");
        Say($"a reply of staff in the middle of it waited: {string.Join(", ", Waits.Select(wait => string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.0} s")))} of the clock");

        void Say(FormattableString line) => say(line.ToString(CultureInfo.InvariantCulture));
    }
}

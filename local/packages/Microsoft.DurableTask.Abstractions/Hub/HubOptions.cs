using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Hub;

/// <summary>Settings of one task hub in one process.</summary>
internal sealed record HubOptions
{
    internal DataConverter Converter { get; init; } = JsonDataConverter.Default;

    /// <summary>Longer timers are made of several, as the storage of the real thing demands.</summary>
    internal TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    internal string DefaultVersion { get; init; } = string.Empty;

    internal int ConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    internal int ConcurrentTurns { get; init; } = Environment.ProcessorCount;

    /// <summary>Functions converts the input to whatever GetInput asks for; a plain worker casts it.</summary>
    internal bool ConvertInput { get; init; }

    /// <summary>Functions refuses events and terminations for instances that do not run; a plain hub drops them.</summary>
    internal bool RefuseMissingInstances { get; init; }

    /// <summary>Functions looks only at the host's own setting when an instance id is taken, never at the caller's.</summary>
    internal bool IgnoreDedupeStatuses { get; init; }
}

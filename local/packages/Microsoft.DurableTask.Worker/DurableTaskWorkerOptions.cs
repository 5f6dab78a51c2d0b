using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Hub;

namespace Microsoft.DurableTask.Worker;

public class DurableTaskWorkerOptions
{
    private DataConverter converter = JsonDataConverter.Default;
    private TimeSpan maximumTimerInterval = TimeSpan.FromDays(3);

    public ConcurrencyOptions Concurrency { get; } = new();

    public DataConverter DataConverter
    {
        get => converter;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            converter = value;
        }
    }

    /// <summary>A longer timer is made of several of at most this length.</summary>
    public TimeSpan MaximumTimerInterval
    {
        get => maximumTimerInterval;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            maximumTimerInterval = value;
        }
    }

    internal HubOptions ToHub() => new()
    {
        Converter = DataConverter,
        MaximumTimerInterval = MaximumTimerInterval,
        ConcurrentActivities = Math.Max(1, Concurrency.MaximumConcurrentActivityWorkItems),
        ConcurrentTurns = Math.Clamp(Concurrency.MaximumConcurrentOrchestrationWorkItems, 1, Environment.ProcessorCount * 2),
    };

    public class ConcurrencyOptions
    {
        public int MaximumConcurrentActivityWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = 100 * Environment.ProcessorCount;
    }
}

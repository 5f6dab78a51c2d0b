namespace Microsoft.Azure.Functions.Worker;

public class TimerInfo
{
    /// <summary>Null without <see cref="TimerTriggerAttribute.UseMonitor"/> and for schedules under a minute.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}

public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}

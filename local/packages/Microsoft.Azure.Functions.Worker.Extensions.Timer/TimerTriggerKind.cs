using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>TimerTrigger on TimerInfo.</summary>
internal sealed partial class TimerTriggerKind(IConfiguration configuration, HostClock clock) : TriggerKind
{
    public override Type AttributeType => typeof(TimerTriggerAttribute);

    public override string BindingType => "timerTrigger";

    public override IEnumerable<string> Problems(FunctionMethod function)
    {
        string? problem = null;
        try
        {
            if (ScheduleOf(function).After(clock.Time.GetUtcNow().UtcDateTime) is null)
                problem = "its schedule has no occurrence.";
        }
        catch (FormatException e)
        {
            problem = e.Message;
        }

        return problem is null ? [] : [problem];
    }

    public override ParameterBinder? Bind(FunctionMethod function, ParameterInfo parameter)
        => parameter == function.TriggerParameter && parameter.ParameterType == typeof(TimerInfo)
            ? static context => new(context.TriggerValue())
            : null;

    public override object? ManualTriggerValue(FunctionMethod function) => new TimerInfo();

    /// <exception cref="FormatException">A setting is missing, or the schedule cannot be read.</exception>
    public Schedule ScheduleOf(FunctionMethod function)
        => Schedule.Parse(Setting().Replace(((TimerTriggerAttribute)function.Trigger).Schedule, match =>
            configuration[match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
                ? value
                : throw new FormatException($"the setting '{match.Groups[1].Value}' of its schedule is missing.")));

    public override string Describe(FunctionMethod function, Uri address)
        => $"{BindingType} next at {ScheduleOf(function).After(clock.Time.GetUtcNow().UtcDateTime):u}";

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}

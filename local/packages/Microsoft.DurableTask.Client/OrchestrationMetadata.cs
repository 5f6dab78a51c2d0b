using System.Globalization;
using System.Text;

namespace Microsoft.DurableTask.Client;

public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,

    [Obsolete("The ContinuedAsNew status is obsolete and exists only for compatibility reasons.")]
    ContinuedAsNew = 2,
    Failed = 3,

    [Obsolete("The Canceled status is not currently used and exists only for compatibility reasons.")]
    Canceled = 4,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}

/// <summary>What is known of an instance. Input, output and custom status are there only if they were asked for.</summary>
public sealed class OrchestrationMetadata
{
    public OrchestrationMetadata(string name, string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        Name = name;
        InstanceId = instanceId;
    }

    public string Name { get; }

    public string InstanceId { get; }

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <summary>Shows the beginning of input and output too, as the package does: not for a log.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus},");
        text.Append(CultureInfo.InvariantCulture, $" CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        if (SerializedInput is not null)
            text.Append(CultureInfo.InvariantCulture, $", Input: '{Shorten(SerializedInput)}'");
        if (SerializedOutput is not null)
            text.Append(CultureInfo.InvariantCulture, $", Output: '{Shorten(SerializedOutput)}'");
        if (FailureDetails is not null)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $", FailureDetails: '{FailureDetails.ErrorType} - {Shorten(FailureDetails.ErrorMessage)}'");
        }

        return text.Append(']').ToString();
    }

    private static string Shorten(string payload) => payload.Length > 50 ? payload[..50] + "..." : payload;

    private T? Read<T>(string? data)
    {
        if (DataConverter is null)
        {
            throw new InvalidOperationException(
                $"This {nameof(OrchestrationMetadata)} was fetched without the option to include inputs and outputs.");
        }

        return DataConverter.Deserialize<T>(data);
    }
}

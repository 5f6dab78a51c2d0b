using Microsoft.DurableTask.Hub;

namespace Microsoft.DurableTask.Client;

/// <summary>Between what the hub keeps and what the client shows.</summary>
internal static class HubMapping
{
    internal static HubStatus ParseStatus(string status) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
            ? (HubStatus)parsed
            : throw new ArgumentException($"Invalid orchestration runtime status: '{status}' for deduplication.");

    internal static InstanceFilter ToHub(this OrchestrationQuery? query, int? pageSize, string? continuation) => new()
    {
        CreatedFrom = query?.CreatedFrom?.UtcDateTime,
        CreatedTo = query?.CreatedTo?.UtcDateTime,
        Statuses = query?.Statuses?.Select(status => (HubStatus)status).ToHashSet(),
        Prefix = query?.InstanceIdPrefix,
        PageSize = pageSize ?? query?.PageSize ?? OrchestrationQuery.DefaultPageSize,
        Continuation = continuation ?? query?.ContinuationToken,
    };

    internal static OrchestrationMetadata ToMetadata(InstanceRecord record, bool complete, DataConverter converter) =>
        new(record.Name, record.InstanceId)
        {
            DataConverter = complete ? converter : null,
            RuntimeStatus = (OrchestrationRuntimeStatus)record.Status,
            CreatedAt = new DateTimeOffset(record.CreatedAt, TimeSpan.Zero),
            LastUpdatedAt = new DateTimeOffset(record.UpdatedAt, TimeSpan.Zero),
            SerializedInput = complete ? record.Input : null,
            SerializedOutput = complete ? record.Output : null,
            SerializedCustomStatus = complete ? record.CustomStatus : null,
            FailureDetails = !complete ? null : record.Failure?.ToDetails(),
            Tags = record.Tags ?? [],
        };
}

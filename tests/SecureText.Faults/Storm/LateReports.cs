using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SecureText.EventGridDelivery;

namespace SecureText.Faults.Storm;

/// <summary>Keeps every delivery report, to send it again when all of it is long settled.</summary>
internal sealed class LateReports
{
    private readonly ConcurrentQueue<SmsEvent> reports = new();
    private readonly EventGridSimulator grid;

    internal LateReports(EventGridSimulator grid)
    {
        this.grid = grid;
        grid.Seen = one =>
        {
            if (one.EventType == SmsEvent.DeliveryReport) reports.Enqueue(one);
        };
    }

    /// <summary>Sends each as it was, and once more as a failure; gives how many.</summary>
    internal int SendAgain()
    {
        grid.Seen = null;
        var all = reports.ToArray();
        foreach (var one in all)
        {
            grid.Publish(one);
            grid.Publish(one with { Id = $"{one.Id}-late", Data = [.. one.Data.Select(Failed)] });
        }

        return 2 * all.Length;
    }

    private static KeyValuePair<string, JsonNode?> Failed(KeyValuePair<string, JsonNode?> field) => field.Key switch
    {
        "deliveryStatus" => new(field.Key, "Failed"),
        "deliveryStatusDetails" => new(field.Key, "4006: The destination cannot be reached."),
        _ => new(field.Key, field.Value?.DeepClone()),
    };
}

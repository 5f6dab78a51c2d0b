using SecureText.Sealing;

namespace SecureText.EventGridDelivery;

/// <summary>
/// The system topic of the ACS resource: hands each event to the subscriptions for its type. Events wait in memory
/// until they are delivered or given up; they do not survive this program's end.
/// </summary>
internal sealed class EventGridSimulator : IEventPublisher, IAsyncDisposable
{
    private readonly HttpClient http =
        new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly WorkTracker work = new();
    private readonly EventSubscription[] subscriptions;

    /// <summary>Subscribes the two functions of the app whose root is <paramref name="functions"/>.</summary>
    internal EventGridSimulator(Uri functions, DeliveryOptions options, TimeProvider time, IRandomSource random)
    {
        subscriptions = [.. new[]
            {
                ("inbound-sms", SmsEvent.Received, "InboundSms"),
                ("delivery-reports", SmsEvent.DeliveryReport, "DeliveryReports"),
            }
            .Select(one => new EventSubscription(
                one.Item1, one.Item2, new Uri(functions, $"runtime/webhooks/eventgrid?functionName={one.Item3}"),
                options, Switches, Log, work, http, time, random))];
    }

    internal DeliverySwitches Switches { get; } = new();

    internal DeliveryLog Log { get; } = new();

    /// <summary>Told each event that is published.</summary>
    internal Action<SmsEvent>? Seen { get; set; }

    /// <summary>Deliveries that wait, are on their way or will be tried again.</summary>
    internal int Pending => work.Running;

    public void Publish(SmsEvent smsEvent)
    {
        Seen?.Invoke(smsEvent);
        foreach (var subscription in subscriptions)
        {
            if (subscription.EventType == smsEvent.EventType) subscription.Publish(smsEvent);
        }
    }

    /// <summary>Completes when each event, with all its copies, has been delivered or given up.</summary>
    internal Task IdleAsync(CancellationToken cancellationToken) => work.IdleAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        http.Dispose();
    }
}

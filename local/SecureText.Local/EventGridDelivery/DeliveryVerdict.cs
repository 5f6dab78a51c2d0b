using System.Net;

namespace SecureText.EventGridDelivery;

internal enum DeliveryVerdict
{
    Delivered,
    Retry,
    Undeliverable,
}

/// <summary>What Event Grid makes of an endpoint's answer (azure-docs, event-grid/delivery-and-retry).</summary>
internal static class Verdicts
{
    /// <summary>Judges a status; <c>null</c> is no answer within 30 seconds or no connection.</summary>
    internal static DeliveryVerdict Judge(HttpStatusCode? status) => (int?)status switch
    {
        >= 200 and <= 204 => DeliveryVerdict.Delivered,
        400 or 401 or 403 or 413 => DeliveryVerdict.Undeliverable,
        _ => DeliveryVerdict.Retry,
    };
}

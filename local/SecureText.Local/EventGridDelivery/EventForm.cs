namespace SecureText.EventGridDelivery;

/// <summary>The envelope that a subscription asks for.</summary>
internal enum EventSchema
{
    EventGrid,
    CloudEvents,
}

/// <summary>The names inside <c>data</c>: both casings are published by the service's own documentation.</summary>
internal enum DataCasing
{
    Camel,
    Pascal,
}

/// <summary>How an event is written down.</summary>
internal readonly record struct EventForm(EventSchema Schema, DataCasing Casing);

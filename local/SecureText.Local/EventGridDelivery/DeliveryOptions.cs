namespace SecureText.EventGridDelivery;

/// <summary>
/// The rules of a subscription, with the service's defaults, and how much faster than the service to run.
/// </summary>
internal sealed record DeliveryOptions
{
    /// <summary>Multiplies the retry waits and the time to live.</summary>
    public double Scale { get; init; } = 0.02;

    /// <summary>1 to 30.</summary>
    public int MaxAttempts { get; init; } = 30;

    /// <summary>1 minute to 24 hours, before scaling.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long an endpoint may take to answer; not scaled.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>More than 1 sends events that come close together in one request, all or nothing.</summary>
    public int MaxEventsPerBatch { get; init; } = 1;

    /// <summary>How long a batch waits for more.</summary>
    public TimeSpan BatchWindow { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>With shuffling on, an event is held back for up to this long, so that later ones overtake it.</summary>
    public TimeSpan ShuffleWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>With duplicates on, how often an event is delivered altogether.</summary>
    public int Copies { get; init; } = 3;
}

/// <summary>What the handset page can switch while the program runs.</summary>
internal sealed class DeliverySwitches
{
    private int form;

    /// <summary>Delivers each event several times: at once twice, and once more a little later.</summary>
    public volatile bool Duplicates;

    /// <summary>Delivers out of order.</summary>
    public volatile bool Shuffling;

    public EventForm Form
    {
        get => new((EventSchema)(form >> 1), (DataCasing)(form & 1));
        set => form = ((int)value.Schema << 1) | (int)value.Casing;
    }
}

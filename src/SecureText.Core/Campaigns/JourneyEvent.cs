namespace SecureText.Campaigns;

/// <summary>What can happen to a journey. Total: every state has an answer to each.</summary>
public abstract record JourneyEvent
{
    private JourneyEvent()
    {
    }

    /// <summary>Time has passed; also the first event of all.</summary>
    public sealed record Tick : JourneyEvent;

    /// <summary>The patient answered the open question.</summary>
    public sealed record Answered(Answer Answer) : JourneyEvent;

    /// <summary>
    /// An answer that must not be taken: it contradicts one just given, or may be that of another patient who shares the number.
    /// </summary>
    public sealed record Doubtful(string Question, Answer Answer) : JourneyEvent;

    /// <summary>The patient sent the form behind the link. <paramref name="Score"/>: of a survey; personal.</summary>
    public sealed record FormReturned(int? Score) : JourneyEvent;

    /// <summary>The occasion is done with: <c>paid</c>, <c>kept</c>, <c>missed</c>.</summary>
    public sealed record Settled(string How) : JourneyEvent;

    /// <summary>The patient withdrew from the class, or from everything.</summary>
    public sealed record Withdrawn : JourneyEvent;

    /// <summary>The occasion or the campaign was cancelled: <c>cancelled</c>, <c>campaign-cancelled</c>.</summary>
    public sealed record Cancelled(string How) : JourneyEvent;

    /// <summary>The occasion is at another time now.</summary>
    public sealed record Moved(DateTimeOffset To) : JourneyEvent;

    /// <summary>The occasion that was called off stands again.</summary>
    public sealed record Reinstated(DateTimeOffset At) : JourneyEvent;

    /// <summary>The campaign is paused, or consent waits for a person.</summary>
    public sealed record Paused : JourneyEvent;

    /// <summary>Neither holds it any more.</summary>
    public sealed record Resumed : JourneyEvent;

    /// <summary>A text of it will not arrive; the code says why, as <c>4006</c> or <c>consent-missing</c>.</summary>
    public sealed record NotDelivered(string Touch, string Code) : JourneyEvent;
}

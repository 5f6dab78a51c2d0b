namespace SecureText.Campaigns;

/// <summary>
/// Where a journey is. Holds answers, so it is stored sealed. Changes only through <see cref="Journey.Next"/>.
/// </summary>
public sealed record JourneyState
{
    /// <summary>Whether anything may still happen.</summary>
    public JourneyStatus Status { get; init; }

    /// <summary>Why it ended or what it came to, as <c>confirmed</c>, <c>paid</c>, <c>withdrawn</c>; null while nothing is known.</summary>
    public string? Outcome { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the offsets count from now.</summary>
    public required DateTimeOffset Anchor { get; init; }

    /// <summary>Why it ended: <c>settled</c>, <c>withdrawn</c>, <c>cancelled</c>, <c>campaign-cancelled</c>, <c>closed</c>; null until then.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the clinic's systems said of the occasion: <c>kept</c>, <c>missed</c>, <c>paid</c>, and what else settles; also after the end.</summary>
    public string? Fact { get; init; }

    /// <summary>When they said so.</summary>
    public DateTimeOffset? FactAt { get; init; }

    /// <summary>Touches of this anchor that were sent or left out.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>Texts sent for this anchor.</summary>
    public int Sends { get; init; }

    /// <summary>How often the anchor was moved, or called off and set again.</summary>
    public int Moves { get; init; }

    /// <summary>The touch that was sent last for this anchor.</summary>
    public string? LastTouch { get; init; }

    /// <summary>Touches of this anchor that did not arrive.</summary>
    public IReadOnlyList<string> Undelivered { get; init; } = [];

    /// <summary>A person was told that it did not.</summary>
    public bool IsUnreachedTold { get; init; }

    /// <summary>The question that is open; null when none is.</summary>
    public string? Asked { get; init; }

    /// <summary>Unclear answers to it.</summary>
    public int Unclear { get; init; }

    /// <summary>How often a question was opened, of all anchors.</summary>
    public int Opened { get; init; }

    /// <summary>Texts that answered the patient, of all anchors; names them.</summary>
    public int Replies { get; init; }

    /// <summary>Answers understood, in order.</summary>
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];

    /// <summary>The score of the form that came back; null when none did, or it has none.</summary>
    public int? Score { get; init; }

    /// <summary>When the form came back.</summary>
    public DateTimeOffset? FormReturnedAt { get; init; }

    /// <summary>A person was called.</summary>
    public bool PersonCalled { get; init; }

    /// <summary>A red flag was among the answers.</summary>
    public bool RedFlag { get; init; }

    /// <summary>The campaign, or consent that waits for a person, holds it.</summary>
    public bool Held { get; init; }
}

/// <summary>Whether anything may still happen.</summary>
public enum JourneyStatus
{
    /// <summary>Touches are to come, or answers.</summary>
    Running,

    /// <summary>Settled between patient and clinic: quiet, unless the occasion moves.</summary>
    Settled,

    /// <summary>Nothing is sent again, unless the occasion that was called off stands again.</summary>
    Ended,
}

/// <summary>An answer; personal.</summary>
public sealed record GivenAnswer(string Question, string Value, DateTimeOffset At);

using SecureText.Clinic;

namespace SecureText.Campaigns;

/// <summary>What a journey wants done.</summary>
public abstract record JourneyEffect
{
    private JourneyEffect()
    {
    }

    /// <summary>A text to the patient.</summary>
    /// <param name="Key">Names it within the journey, for its message id: the touch's id, after a move <c>day-m1</c>; <c>reply-1</c> for the first text that answers, so that it tells nothing of what was answered. Small letters, digits and hyphens; never twice in one journey.</param>
    /// <param name="Text">The SMS with places.</param>
    public sealed record Send(string Key, Bilingual Text) : JourneyEffect
    {
        /// <summary>The touch, or null for a reply.</summary>
        public string? Touch { get; init; }

        /// <summary>What waits behind the link.</summary>
        public Bilingual? Behind { get; init; }

        /// <summary>The form behind the link.</summary>
        public string? Form { get; init; }

        /// <summary>What an answer to it would be; null when it asks nothing.</summary>
        public AnswerForm? Asks { get; init; }

        /// <summary>Not sent after this time.</summary>
        public DateTimeOffset? NotAfter { get; init; }

        /// <summary>The patient has just written: any hour, as an answer.</summary>
        public bool IsReply { get; init; }
    }

    /// <summary>
    /// A person must look. <paramref name="Code"/>: <c>declined</c>, <c>reschedule</c>, <c>unclear-answer</c>, <c>red-flag</c>,
    /// <c>question</c> (the patient asked to be spoken with), <c>undeliverable</c>.
    /// </summary>
    public sealed record CallPerson(string Code, bool Urgent) : JourneyEffect;
}

/// <summary>What came of one event.</summary>
/// <param name="State">The new state.</param>
/// <param name="Effects">In order.</param>
/// <param name="WakeAt">When to tick next; null when only an event, or nothing, can change it.</param>
public sealed record JourneyStep(JourneyState State, IReadOnlyList<JourneyEffect> Effects, DateTimeOffset? WakeAt);

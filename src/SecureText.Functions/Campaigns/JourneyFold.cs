using SecureText.Conversations;

namespace SecureText.Campaigns;

/// <summary>Folds what has happened into a journey's state and gathers what it wants done. Pure.</summary>
internal sealed class JourneyFold(Playbook playbook, JourneyState before, DateTimeOffset now, JourneyContext context)
{
    private readonly List<(JourneyEffect.Send Send, string? Question)> sends = [];
    private readonly List<JourneyEffect.CallPerson> calls = [];
    private readonly List<MessageId> taken = [];
    private JourneyState? state;

    /// <summary>The state so far.</summary>
    public JourneyState State => state ?? before;

    /// <summary>When the journey looks again by itself.</summary>
    public DateTimeOffset? WakeAt { get; private set; }

    /// <summary>Texts to send, each with the question that it opens.</summary>
    public IReadOnlyList<(JourneyEffect.Send Send, string? Question)> Sends => sends;

    /// <summary>Persons to call.</summary>
    public IReadOnlyList<JourneyEffect.CallPerson> Calls => calls;

    /// <summary>Texts of the patient that were understood and taken as answers; every other waits for staff.</summary>
    public IReadOnlyList<MessageId> Taken => taken;

    /// <summary>Takes one event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="text">The patient's text that says so; null when none does.</param>
    public void Take(JourneyEvent happened, MessageId? text = null)
    {
        // An answer was read against the question that was open; the next one is answered by what comes after it is asked.
        if (happened is JourneyEvent.Answered late && (State.Asked, State.Opened) != (before.Asked, before.Opened))
        {
            if (State.Answers.Skip(before.Answers.Count).FirstOrDefault() is not { } given || late.Answer.Value is not { } value) return;
            if (value == given.Value)
            {
                if (text is { } same) taken.Add(same);
                return;
            }

            happened = new JourneyEvent.Doubtful(given.Question, late.Answer);
        }

        var step = Journey.Next(playbook, State, happened, now, context);
        if (text is { } id && step.State.Answers.Count > State.Answers.Count) taken.Add(id);
        foreach (var effect in step.Effects)
        {
            if (effect is JourneyEffect.Send send) sends.Add((send, send.Asks is null ? null : step.State.Asked));
            else if (effect is JourneyEffect.CallPerson call) calls.Add(call);
        }

        (state, WakeAt) = (step.State, step.WakeAt);
    }
}

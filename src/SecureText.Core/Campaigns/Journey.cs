using System.Diagnostics;

namespace SecureText.Campaigns;

/// <summary>The one transition function of all playbooks.</summary>
public static class Journey
{
    /// <summary>The state before anything has happened.</summary>
    public static JourneyState Begin(Playbook playbook, DateTimeOffset occasionAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        now = now.ToUniversalTime();
        return new JourneyState { StartedAt = now, Anchor = AnchorOf(playbook, occasionAt, now) };
    }

    /// <summary>
    /// What comes of an event. Pure and total. Unasked texts come of a <see cref="JourneyEvent.Tick"/> alone: a
    /// <see cref="JourneyStep.WakeAt"/> that is not after <paramref name="now"/> asks for one.
    /// </summary>
    /// <remarks>
    /// Held by properties: nothing is sent after it was settled, withdrawn or ended, unless its occasion moves or stands again; never more than
    /// <see cref="Playbook.MostSends"/> for an anchor; no unasked text outside the hours or on a holiday.
    /// </remarks>
    public static JourneyStep Next(
        Playbook playbook, JourneyState state, JourneyEvent happened, DateTimeOffset now, JourneyContext context)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(context);
        now = now.ToUniversalTime();
        var (next, effects) = state.Status == JourneyStatus.Ended
            ? (AfterTheEnd(playbook, state, happened, now), [])
            : Happened(playbook, state, happened, now, context);
        return new JourneyStep(next, effects, WakeAt(playbook, next, now, context));
    }

    private static (JourneyState, IReadOnlyList<JourneyEffect>) Happened(
        Playbook playbook, JourneyState state, JourneyEvent happened, DateTimeOffset now, JourneyContext context) => happened switch
        {
            JourneyEvent.Tick => JourneyTouches.Tick(playbook, state, now, context),
            JourneyEvent.Answered answered => JourneyAnswers.Take(playbook, state, answered.Answer, now),
            JourneyEvent.Doubtful doubtful => JourneyAnswers.Doubt(playbook, state, doubtful),
            JourneyEvent.FormReturned form => (Returned(state, form.Score, now), []),
            JourneyEvent.Settled settled => (End(Known(state, settled.How, now), "settled", settled.How, now), []),
            JourneyEvent.Withdrawn => (End(state, "withdrawn", "withdrawn", now), []),
            JourneyEvent.Cancelled cancelled => (End(state, cancelled.How, cancelled.How, now), []),
            JourneyEvent.Moved moved => (Move(playbook, state, moved.To), []),
            JourneyEvent.Reinstated => (state, []),
            JourneyEvent.Paused => (state with { Held = true }, []),
            JourneyEvent.Resumed => (state with { Held = false }, []),
            JourneyEvent.NotDelivered lost => JourneyTouches.Lost(playbook, state, lost),
            _ => throw new UnreachableException(),
        };

    // Whether the patient came, or paid after all, is still worth knowing. What was called off and stands again begins anew.
    private static JourneyState AfterTheEnd(Playbook playbook, JourneyState state, JourneyEvent happened, DateTimeOffset now) => happened switch
    {
        JourneyEvent.Reinstated again when state.EndedBy == "cancelled" =>
            Anew(state, AnchorOf(playbook, again.At, now)) with { EndedBy = null, EndedAt = null },
        JourneyEvent.Settled settled => Known(state, settled.How, now),
        JourneyEvent.FormReturned form when state.FormReturnedAt is null => state with { FormReturnedAt = now, Score = form.Score },
        _ => state,
    };

    internal static JourneyState End(JourneyState state, string by, string outcome, DateTimeOffset now) => state with
    {
        Status = JourneyStatus.Ended,
        EndedBy = by,
        EndedAt = now,
        Outcome = state.Outcome ?? outcome,
        Asked = null,
        Unclear = 0,
    };

    private static JourneyState Known(JourneyState state, string how, DateTimeOffset now) =>
        state.Fact == how ? state : state with { Fact = how, FactAt = now };

    // The form was what the texts asked for.
    private static JourneyState Returned(JourneyState state, int? score, DateTimeOffset now) => state with
    {
        Status = JourneyStatus.Settled,
        Outcome = state.Outcome ?? "answered",
        Score = score ?? state.Score,
        FormReturnedAt = state.FormReturnedAt ?? now,
        Asked = null,
        Unclear = 0,
    };

    // What was agreed for the old time says nothing of the new one.
    private static JourneyState Move(Playbook playbook, JourneyState state, DateTimeOffset to)
    {
        var anchor = AnchorOf(playbook, to, state.StartedAt);
        return anchor == state.Anchor ? state : Anew(state, anchor);
    }

    private static JourneyState Anew(JourneyState state, DateTimeOffset anchor) => state with
    {
        Status = JourneyStatus.Running,
        Outcome = null,
        Anchor = anchor,
        Moves = state.Moves + 1,
        Done = [],
        Sends = 0,
        LastTouch = null,
        Undelivered = [],
        IsUnreachedTold = false,
        Asked = null,
        Unclear = 0,
    };

    private static DateTimeOffset? WakeAt(Playbook playbook, JourneyState state, DateTimeOffset now, JourneyContext context)
    {
        if (state.Status == JourneyStatus.Ended) return null;
        var close = state.Anchor + playbook.Closes;
        if (state.Status == JourneyStatus.Settled || state.Held) return close;
        return JourneyTouches.Left(playbook, state)
            .Select(touch => TouchTimes.Due(touch, state.Anchor, context))
            .Select(due => due <= now ? TouchTimes.NextOpen(now, context) : due)
            .Append(close)
            .Min();
    }

    private static DateTimeOffset AnchorOf(Playbook playbook, DateTimeOffset occasionAt, DateTimeOffset start)
    {
        occasionAt = occasionAt.ToUniversalTime();
        return playbook.Anchor == PlaybookAnchor.LaterOfOccasionAndStart && start > occasionAt ? start : occasionAt;
    }
}

namespace SecureText.Campaigns;

/// <summary>What goes unasked, and what becomes of it.</summary>
internal static class JourneyTouches
{
    /// <summary>Touches that were neither sent nor left out for this anchor.</summary>
    internal static IEnumerable<Touch> Left(Playbook playbook, JourneyState state) =>
        playbook.Touches.Where(touch => !state.Done.Contains(touch.Id));

    /// <summary>Time has passed.</summary>
    internal static (JourneyState, IReadOnlyList<JourneyEffect>) Tick(
        Playbook playbook, JourneyState state, DateTimeOffset now, JourneyContext context)
    {
        if (now >= state.Anchor + playbook.Closes) return (Journey.End(state, "closed", Unanswered(playbook, state), now), []);
        if (state.Status == JourneyStatus.Settled || state.Held) return (state, []);

        var open = TouchTimes.NextOpen(now, context);
        var due = Left(playbook, state).Where(touch => TouchTimes.Due(touch, state.Anchor, context) <= now).ToList();
        var live = due.Where(touch => open <= TouchTimes.Latest(touch, state.Anchor, context)).ToList();
        var done = open > now ? due.Except(live) : due;
        state = state with { Done = [.. state.Done, .. done.Select(touch => touch.Id)] };

        // Of several that are due at once, as after a pause, the last says it all.
        if (open > now || live.Count == 0 || state.Sends >= playbook.MostSends) return Unreached(playbook, state);
        return Sent(playbook, state, live[^1], TouchTimes.NotAfter(live[^1], state.Anchor, context));
    }

    /// <summary>A text will not arrive; a later one may, so a person is called only when none is to come.</summary>
    internal static (JourneyState, IReadOnlyList<JourneyEffect>) Lost(
        Playbook playbook, JourneyState state, JourneyEvent.NotDelivered lost)
    {
        var touch = playbook.Touches.FirstOrDefault(touch => touch.Id == lost.Touch)?.Id;
        if (touch is null || !state.Done.Contains(touch) || state.Undelivered.Contains(touch)) return (state, []);

        // Who has not agreed is not to be reached by another way: the figures show them.
        if (lost.Code.StartsWith("consent", StringComparison.Ordinal)) return (state, []);
        return Unreached(playbook, state with { Undelivered = [.. state.Undelivered, touch] });
    }

    private static (JourneyState, IReadOnlyList<JourneyEffect>) Sent(
        Playbook playbook, JourneyState state, Touch touch, DateTimeOffset notAfter)
    {
        var question = playbook.Questions.FirstOrDefault(question => question.Id == touch.Asks);
        var send = new JourneyEffect.Send(state.Moves == 0 ? touch.Id : $"{touch.Id}-m{state.Moves}", touch.Text)
        {
            Touch = touch.Id,
            Behind = touch.Behind,
            Form = touch.Form,
            Asks = question?.Form,
            NotAfter = notAfter,
        };
        state = state with { Sends = state.Sends + 1, LastTouch = touch.Id };
        if (question is not null) state = state with { Asked = question.Id, Unclear = 0, Opened = state.Opened + 1 };
        return (state, [send]);
    }

    private static (JourneyState, IReadOnlyList<JourneyEffect>) Unreached(Playbook playbook, JourneyState state)
    {
        var isOver = state.LastTouch is { } last && state.Undelivered.Contains(last) && !Left(playbook, state).Any();
        if (!isOver || state.IsUnreachedTold || !playbook.CallWhenUndelivered || state.Status != JourneyStatus.Running)
            return (state, []);
        return (
            state with { IsUnreachedTold = true, PersonCalled = true },
            [new JourneyEffect.CallPerson("undeliverable", Urgent: false)]);
    }

    private static string Unanswered(Playbook playbook, JourneyState state) =>
        playbook.Questions.Count > 0 && state.Answers.Count == 0 ? "no-answer" : "completed";
}

namespace SecureText.Campaigns;

/// <summary>What a journey would send if the patient never answered: the preview of a campaign.</summary>
public static class JourneyPlan
{
    /// <summary>One unasked text and when it would go.</summary>
    public sealed record Planned(DateTimeOffset At, JourneyEffect.Send Send);

    /// <summary>The unasked texts, by the very function that sends them.</summary>
    public static IReadOnlyList<Planned> Of(Playbook playbook, DateTimeOffset occasionAt, DateTimeOffset now, JourneyContext context)
    {
        var planned = new List<Planned>();
        var state = Journey.Begin(playbook, occasionAt, now);
        for (DateTimeOffset? at = now; at is { } tick;)
        {
            var step = Journey.Next(playbook, state, new JourneyEvent.Tick(), tick, context);
            planned.AddRange(step.Effects.OfType<JourneyEffect.Send>().Select(send => new Planned(tick.ToUniversalTime(), send)));
            (state, at) = (step.State, step.WakeAt);
        }

        return planned;
    }
}

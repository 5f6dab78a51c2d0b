namespace SecureText.Campaigns;

/// <summary>The one transition function of all playbooks.</summary>
public static class Journey
{
    /// <summary>The state before anything has happened.</summary>
    public static JourneyState Begin(Playbook playbook, DateTimeOffset occasionAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        var isLater = playbook.Anchor == PlaybookAnchor.LaterOfOccasionAndStart && now > occasionAt;
        return new JourneyState { StartedAt = now, Anchor = isLater ? now : occasionAt };
    }

    /// <summary>What comes of an event. Pure and total; never sends outside hours, after its end, or more than the playbook allows.</summary>
    public static JourneyStep Next(
        Playbook playbook, JourneyState state, JourneyEvent happened, DateTimeOffset now, JourneyContext context) =>
        new(state, [], null);
}

using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>A journey lived through by chance: ticks at the wakes, early or late, and anything else in between.</summary>
internal sealed class JourneyStory
{
    private static readonly string[] Zones =
        ["America/New_York", "America/Chicago", "America/Los_Angeles", "Pacific/Honolulu", "America/Puerto_Rico", "Asia/Kathmandu"];

    private static readonly string[] States = ["TX", "FL", "CT", "NY"];

    public sealed record Step(JourneyState Before, JourneyEvent Event, DateTimeOffset At, JourneyStep After)
    {
        public IEnumerable<JourneyEffect.Send> Sends => After.Effects.OfType<JourneyEffect.Send>();
    }

    public required Playbook Playbook { get; init; }

    public required JourneyContext Context { get; init; }

    public List<Step> Steps { get; } = [];

    public static JourneyStory Live(Dice dice, Playbook playbook, int chances)
    {
        var start = new DateTimeOffset(2026, 1 + dice.Below(12), 1 + dice.Below(28), dice.Below(24), dice.Below(60), dice.Below(60), TimeSpan.Zero);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(dice.Of(Zones));
        var holidays = Enumerable.Range(0, dice.Below(5))
            .Select(_ => DateOnly.FromDateTime(start.DateTime).AddDays(dice.Below(30) - 5)).ToHashSet();
        var story = new JourneyStory
        {
            Playbook = playbook,
            Context = new JourneyContext(zone, dice.Below(2) == 0 ? null : UsState.Parse(dice.Of(States)), holidays),
        };
        var state = Journey.Begin(playbook, start.AddHours(dice.Below(400) - 100), start);
        var now = start;
        DateTimeOffset? wake = now;
        for (var left = chances; wake is not null || left > 0;)
        {
            if (left > 0 && dice.Below(2) == 0)
            {
                left--;
                now += TimeSpan.FromMinutes(dice.Below(3) == 0 ? 0 : dice.Below(4000));
                Do(story.Any(dice, state, now), now);
                continue;
            }

            if (wake is null)
            {
                left = 0;
                continue;
            }

            // Woken on the second, too early, or days late.
            var late = dice.Below(5) switch { 0 => TimeSpan.FromMinutes(dice.Below(3000)), 1 => TimeSpan.FromSeconds(-dice.Below(7200)), _ => TimeSpan.Zero };
            now = wake.Value + late > now ? wake.Value + late : now > wake.Value ? now : wake.Value;
            Do(new JourneyEvent.Tick(), now);
            Assert.True(story.Steps.Count < 2000, "It never ends.");
        }

        return story;

        void Do(JourneyEvent happened, DateTimeOffset at)
        {
            var step = Journey.Next(playbook, state, happened, at, story.Context);
            story.Steps.Add(new Step(state, happened, at, step));
            (state, wake) = (step.State, step.WakeAt);
        }
    }

    private JourneyEvent Any(Dice dice, JourneyState state, DateTimeOffset now) => dice.Below(state.Held ? 62 : 42) switch
    {
        >= 42 => new JourneyEvent.Tick(),
        < 18 => new JourneyEvent.Answered(AnyAnswer(dice, state)),
        < 21 => new JourneyEvent.Tick(),
        < 24 => new JourneyEvent.Paused(),
        < 28 => new JourneyEvent.Resumed(),
        < 30 => new JourneyEvent.Reinstated(now.AddHours(dice.Below(300) - 60)),
        < 33 => new JourneyEvent.Moved(now.AddHours(dice.Below(300) - 60)),
        < 37 => new JourneyEvent.NotDelivered(dice.Of(Playbook.Touches).Id, dice.Of("4006", "consent-missing")),
        37 => new JourneyEvent.Doubtful(state.Asked ?? "none", AnyAnswer(dice, state)),
        38 => new JourneyEvent.FormReturned(dice.Below(11)),
        39 => new JourneyEvent.Settled(dice.Of("paid", "kept", "missed")),
        40 => new JourneyEvent.Withdrawn(),
        _ => new JourneyEvent.Cancelled(dice.Of("cancelled", "campaign-cancelled")),
    };

    private Answer AnyAnswer(Dice dice, JourneyState state)
    {
        var question = Playbook.Questions.FirstOrDefault(question => question.Id == state.Asked);
        return question is null || dice.Below(3) == 0
            ? new Answer(dice.Of<string?>(null, null, "yes", "3", "purple"))
            : new Answer(dice.Of(question.Form.Values.ToList()));
    }
}

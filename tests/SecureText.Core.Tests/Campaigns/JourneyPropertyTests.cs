using System.Text.Json;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>What holds of every journey, whatever happens to it: all default playbooks and others made by chance.</summary>
public class JourneyPropertyTests
{
    private const int CasesOfEach = 60;
    private const int CasesByChance = 600;

    [Fact]
    public void After_it_was_settled_withdrawn_or_ended_nothing_is_sent() => ForAll(story =>
    {
        foreach (var step in story.Steps.Where(step => step.Before.Status != JourneyStatus.Running && step.Event is not JourneyEvent.Moved and not JourneyEvent.Doubtful))
            Assert.Empty(step.After.Effects);
        foreach (var step in story.Steps.Where(step => step.Before.Status == JourneyStatus.Ended && step.Event is not JourneyEvent.Reinstated))
        {
            Assert.Empty(step.After.Effects);
            Assert.Equal(JourneyStatus.Ended, step.After.State.Status);
            Assert.Null(step.After.WakeAt);
        }
    });

    [Fact]
    public void Settled_withdrawn_and_cancelled_end_it() => ForAll(story =>
    {
        foreach (var step in story.Steps.Where(step =>
            step.Event is JourneyEvent.Settled or JourneyEvent.Withdrawn or JourneyEvent.Cancelled))
        {
            Assert.Equal(JourneyStatus.Ended, step.After.State.Status);
            Assert.Empty(step.Sends);
        }
    });

    [Fact]
    public void While_it_is_held_nothing_is_sent() => ForAll(story =>
    {
        // But for the words to a red flag.
        Assert.All(story.Steps.Where(step => step.Before.Held && step.Event is not JourneyEvent.Answered), step => Assert.Empty(step.Sends));
        Assert.All(story.Steps.Where(step => step.Before.Held).SelectMany(step => step.Sends), send => Assert.Contains("911", send.Text.En, StringComparison.Ordinal));
        Assert.All(story.Steps.Where(step => step.After.State.Held && step.After.State.Status != JourneyStatus.Ended), step =>
            Assert.Equal(step.After.State.Anchor + story.Playbook.Closes, step.After.WakeAt));
    });

    // Also where the playbook has less room than its check asks for.
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    public void No_anchor_gets_more_texts_than_the_playbook_allows(int? most) => ForAll(most, story =>
    {
        var sent = 0;
        foreach (var step in story.Steps)
        {
            if (step.After.State.Moves > step.Before.Moves) sent = 0;
            sent += step.Sends.Count();
            Assert.Equal(sent, step.After.State.Sends);
            Assert.True(sent <= story.Playbook.MostSends);
        }
    });

    [Fact]
    public void No_unasked_text_goes_outside_the_hours_on_a_holiday_or_too_late() => ForAll(story =>
    {
        foreach (var step in story.Steps)
        {
            foreach (var send in step.Sends.Where(send => !send.IsReply))
            {
                Assert.IsType<JourneyEvent.Tick>(step.Event);
                Assert.Equal(step.At.ToUniversalTime(), QuietHours.NextAllowed(step.At, story.Context.Zone, story.Context.State));
                var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(step.At, story.Context.Zone).DateTime);
                Assert.DoesNotContain(day, story.Context.Holidays);
                Assert.True(step.At <= send.NotAfter);
                var touch = Assert.Single(story.Playbook.Touches, touch => touch.Id == send.Touch);
                if (touch.Offset < TimeSpan.Zero) Assert.Equal(step.Before.Anchor, send.NotAfter);
                if (touch.At is null) Assert.True(step.At >= step.Before.Anchor + touch.Offset);
            }
        }
    });

    [Fact]
    public void A_moved_anchor_moves_its_touches() => ForAll(story =>
    {
        foreach (var step in story.Steps.Where(step => step.After.State.Moves > step.Before.Moves))
        {
            var (state, wake) = (step.After.State, step.After.WakeAt!.Value);
            Assert.Equal((JourneyStatus.Running, 0, null), (state.Status, state.Sends, state.Asked));
            Assert.Empty(state.Done);
            var again = Journey.Begin(story.Playbook, state.Anchor, state.StartedAt);
            var fresh = Journey.Next(story.Playbook, again with { Held = state.Held }, new JourneyEvent.Resumed(), step.At, story.Context);
            if (!state.Held) Assert.Equal(fresh.WakeAt, wake);
        }
    });

    [Fact]
    public void Every_journey_ends_and_a_tick_never_asks_for_itself() => ForAll(story =>
    {
        Assert.Equal(JourneyStatus.Ended, story.Steps[^1].After.State.Status);
        Assert.All(story.Steps.Where(step => step.Event is JourneyEvent.Tick), step =>
            Assert.True(step.After.WakeAt is null || step.After.WakeAt > step.At));
    });

    [Fact]
    public void Names_of_texts_never_repeat() => ForAll(story =>
    {
        var names = story.Steps.SelectMany(step => step.Sends).Select(send => send.Key).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z0-9-]{1,60}$", name));
    });

    [Fact]
    public void A_red_flag_calls_a_person_at_once_and_is_answered() => ForAll(story =>
    {
        foreach (var step in story.Steps.Where(step => step.After.State.Answers.Count > step.Before.Answers.Count))
        {
            var given = step.After.State.Answers[^1];
            var question = story.Playbook.Questions.Single(question => question.Id == given.Question);
            if (!question.Rules.First(rule => JourneyAnswers.Fits(rule.When, given.Value)).Urgent) continue;
            Assert.Contains(new JourneyEffect.CallPerson("red-flag", Urgent: true), step.After.Effects);
            Assert.Contains("911", Assert.Single(step.Sends).Text.En, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void The_same_gives_the_same() => ForAll(story =>
    {
        foreach (var step in story.Steps)
        {
            var again = Journey.Next(story.Playbook, step.Before, step.Event, step.At, story.Context);
            Assert.Equal(JsonSerializer.Serialize(step.After), JsonSerializer.Serialize(again));
            Assert.Equal(step.After.Effects, again.Effects);
        }
    });

    [Fact]
    public void Every_state_has_an_answer_to_every_event() => ForAll(story =>
    {
        var now = story.Steps[^1].At;
        JourneyEvent[] events =
        [
            new JourneyEvent.Tick(), new JourneyEvent.Answered(Answer.Unclear), new JourneyEvent.FormReturned(null),
            new JourneyEvent.Settled("kept"), new JourneyEvent.Withdrawn(), new JourneyEvent.Cancelled("cancelled"),
            new JourneyEvent.Moved(now), new JourneyEvent.Paused(), new JourneyEvent.Resumed(), new JourneyEvent.NotDelivered("x", "4006"),
            new JourneyEvent.Doubtful("x", Answer.Unclear), new JourneyEvent.Reinstated(now),
        ];
        Assert.Equal(typeof(JourneyEvent).GetNestedTypes().Length, events.Length);
        foreach (var step in story.Steps)
        {
            foreach (var happened in events)
                Assert.NotNull(Journey.Next(story.Playbook, step.After.State, happened, step.At, story.Context).State);
        }
    });

    private static void ForAll(Action<JourneyStory> holds) => ForAll(null, holds);

    private static void ForAll(int? most, Action<JourneyStory> holds)
    {
        var cases = Playbooks.Default
            .SelectMany((playbook, i) => Enumerable.Range(0, CasesOfEach).Select(n => (seed: (ulong)(1000 * i + n), playbook: (Playbook?)playbook)))
            .Concat(Enumerable.Range(0, CasesByChance).Select(n => (seed: (ulong)(1_000_000 + n), playbook: (Playbook?)null)));
        foreach (var (seed, playbook) in cases)
        {
            var dice = new Dice(seed);
            try
            {
                var one = playbook ?? RandomPlaybooks.Next(dice);
                holds(JourneyStory.Live(dice, one with { MostSends = most ?? one.MostSends }, 2 + dice.Below(25)));
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"Seed {seed} of {playbook?.Id ?? "chance"}: {fault.Message}", fault);
            }
        }
    }
}

namespace SecureText.Campaigns;

/// <summary>Days in the life of the playbooks that a clinic begins with.</summary>
public class JourneyTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    private static readonly JourneyContext Context = new(Chicago, null, []);
    private static readonly Playbook Reminder = Playbooks.Of("reminder");

    // Thursday, 14:00 in Chicago.
    private static readonly DateTimeOffset Visit = new(2026, 11, 19, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reminder_goes_three_days_one_day_and_two_hours_before() => Assert.Equal(
        ["three-days 2026-11-16 14:00", "one-day 2026-11-18 14:00", "two-hours 2026-11-19 12:00"],
        Plan(Reminder, Visit, Visit.AddDays(-10)));

    [Fact]
    public void Reminder_started_late_leaves_out_what_is_past() =>
        Assert.Equal(["one-day 2026-11-18 17:00", "two-hours 2026-11-19 12:00"], Plan(Reminder, Visit, Visit.AddHours(-21)));

    [Fact]
    public void Reminder_of_an_early_visit_waits_for_the_hours_and_keeps_before_the_visit()
    {
        var early = new DateTimeOffset(2026, 11, 19, 13, 0, 0, TimeSpan.Zero);
        Assert.Equal(["three-days 2026-11-16 08:00", "one-day 2026-11-18 08:00"], Plan(Reminder, early, early.AddDays(-10)));
    }

    [Fact]
    public void Reminder_that_falls_on_a_holiday_goes_the_day_after()
    {
        var context = Context with { Holidays = [new DateOnly(2026, 11, 16)] };
        Assert.Equal(
            ["three-days 2026-11-17 08:00", "one-day 2026-11-18 14:00", "two-hours 2026-11-19 12:00"],
            Plan(Reminder, Visit, Visit.AddDays(-10), context));
    }

    [Fact]
    public void Payment_goes_at_once_and_after_seven_and_twenty_one_days_at_ten() => Assert.Equal(
        ["ready 2026-11-19 14:00", "week 2026-11-26 10:00", "three-weeks 2026-12-10 10:00"],
        Plan(Playbooks.Of("payment"), Visit.AddDays(-30), Visit));

    [Fact]
    public void Follow_up_keeps_ten_o_clock_across_the_change_of_clocks() => Assert.Equal(
        ["day-one 2026-10-31 10:00", "day-three 2026-11-02 10:00", "day-seven 2026-11-06 10:00"],
        Plan(Playbooks.Of("follow-up"), new DateTimeOffset(2026, 10, 30, 20, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 30, 22, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Yes_confirms_and_nothing_more_goes_until_the_visit_moves()
    {
        var asked = Tick(Reminder, Journey.Begin(Reminder, Visit, Visit.AddDays(-4)), Visit.AddDays(-3)).State;
        var step = Take(Reminder, asked, new JourneyEvent.Answered(new Answer("yes")), Visit.AddDays(-3));
        Assert.Equal((JourneyStatus.Settled, "confirmed"), (step.State.Status, step.State.Outcome));
        Assert.Equal("reply-1", Assert.IsType<JourneyEffect.Send>(Assert.Single(step.Effects)).Key);
        Assert.Equal(Visit + Reminder.Closes, step.WakeAt);

        var moved = Take(Reminder, step.State, new JourneyEvent.Moved(Visit.AddDays(7)), Visit.AddDays(-2));
        Assert.Equal((JourneyStatus.Running, (string?)null), (moved.State.Status, moved.State.Outcome));
        Assert.Equal(Visit.AddDays(4), moved.WakeAt);
        var again = Tick(Reminder, moved.State, moved.WakeAt!.Value);
        Assert.Equal("three-days-m1", Assert.IsType<JourneyEffect.Send>(Assert.Single(again.Effects)).Key);
    }

    [Fact]
    public void Visit_that_was_called_off_and_stands_again_begins_anew_and_one_of_a_cancelled_campaign_does_not()
    {
        var asked = Tick(Reminder, Journey.Begin(Reminder, Visit, Visit.AddDays(-4)), Visit.AddDays(-3)).State;
        var off = Take(Reminder, asked, new JourneyEvent.Cancelled("cancelled"), Visit.AddDays(-2)).State;
        var again = Take(Reminder, off, new JourneyEvent.Reinstated(Visit.AddDays(7)), Visit.AddDays(-1));
        Assert.Equal((JourneyStatus.Running, null, null, null), (again.State.Status, again.State.EndedBy, again.State.EndedAt, again.State.Outcome));
        Assert.Equal(Visit.AddDays(4), again.WakeAt);
        var text = Tick(Reminder, again.State, again.WakeAt!.Value);
        Assert.Equal("three-days-m1", Assert.IsType<JourneyEffect.Send>(Assert.Single(text.Effects)).Key);

        var over = Take(Reminder, asked, new JourneyEvent.Cancelled("campaign-cancelled"), Visit.AddDays(-2)).State;
        Assert.Same(over, Take(Reminder, over, new JourneyEvent.Reinstated(Visit), Visit.AddDays(-1)).State);
        Assert.Same(asked, Take(Reminder, asked, new JourneyEvent.Reinstated(Visit), Visit.AddDays(-1)).State);
    }

    [Theory]
    [InlineData("no", "declined")]
    [InlineData("reschedule", "reschedule")]
    public void No_and_another_day_go_to_a_person(string answer, string code)
    {
        var asked = Tick(Reminder, Journey.Begin(Reminder, Visit, Visit.AddDays(-4)), Visit.AddDays(-3)).State;
        var step = Take(Reminder, asked, new JourneyEvent.Answered(new Answer(answer)), Visit.AddDays(-3));
        Assert.Equal(new JourneyEffect.CallPerson(code, Urgent: false), step.Effects[0]);
        Assert.Equal(JourneyStatus.Settled, step.State.Status);
    }

    [Fact]
    public void Unclear_answer_is_asked_once_more_and_then_a_person_is_called()
    {
        var asked = Tick(Reminder, Journey.Begin(Reminder, Visit, Visit.AddDays(-4)), Visit.AddDays(-3)).State;
        var once = Take(Reminder, asked, new JourneyEvent.Answered(Answer.Unclear), Visit.AddDays(-3));
        var send = Assert.IsType<JourneyEffect.Send>(Assert.Single(once.Effects));
        Assert.True(send is { Key: "reply-1", IsReply: true, Asks: { Kind: AnswerKind.YesNo } });
        var twice = Take(Reminder, once.State, new JourneyEvent.Answered(Answer.Unclear), Visit.AddDays(-3));
        Assert.Equal(new JourneyEffect.CallPerson("unclear-answer", Urgent: false), Assert.Single(twice.Effects));
        Assert.Null(twice.State.Asked);

        // The next touch asks anew, and its texts have other names.
        var next = Tick(Reminder, twice.State, Visit.AddDays(-1)).State;
        var unclear = Take(Reminder, next, new JourneyEvent.Answered(Answer.Unclear), Visit.AddDays(-1));
        Assert.Equal("reply-2", Assert.IsType<JourneyEffect.Send>(Assert.Single(unclear.Effects)).Key);
    }

    [Fact]
    public void Red_flag_is_answered_though_the_campaign_is_paused_and_nothing_else_is()
    {
        var playbook = Playbooks.Of("follow-up");
        var asked = Tick(playbook, Journey.Begin(playbook, Visit, Visit), new DateTimeOffset(2026, 11, 20, 16, 0, 0, TimeSpan.Zero)).State;
        var held = Take(playbook, asked, new JourneyEvent.Paused(), Visit.AddDays(1)).State;
        var flag = Take(playbook, held, new JourneyEvent.Answered(new Answer("9")), Visit.AddDays(1));
        Assert.Contains("call 911 now", Assert.Single(flag.Effects.OfType<JourneyEffect.Send>()).Text.En, StringComparison.Ordinal);
        Assert.Empty(Take(playbook, held, new JourneyEvent.Answered(new Answer("2")), Visit.AddDays(1)).Effects);
    }

    [Theory]
    [InlineData("2", "unclear-answer", false)]
    [InlineData("9", "red-flag", true)]
    public void Doubtful_answer_is_not_taken_and_a_person_reads_it(string answer, string code, bool urgent)
    {
        var playbook = Playbooks.Of("follow-up");
        var asked = Tick(playbook, Journey.Begin(playbook, Visit, Visit), new DateTimeOffset(2026, 11, 20, 16, 0, 0, TimeSpan.Zero)).State;
        var step = Take(playbook, asked, new JourneyEvent.Doubtful("feeling", new Answer(answer)), Visit.AddDays(1));
        Assert.Equal(new JourneyEffect.CallPerson(code, urgent), Assert.Single(step.Effects));
        Assert.Empty(step.State.Answers);
        Assert.Equal(("feeling", true, urgent), (step.State.Asked, step.State.PersonCalled, step.State.RedFlag));
    }

    [Fact]
    public void Branches_of_the_check_in_lead_to_the_next_question_in_one_text()
    {
        var playbook = Playbooks.Of("follow-up");
        var asked = Tick(playbook, Journey.Begin(playbook, Visit, Visit), new DateTimeOffset(2026, 11, 20, 16, 0, 0, TimeSpan.Zero)).State;
        var step = Take(playbook, asked, new JourneyEvent.Answered(new Answer("5")), Visit.AddDays(1));
        var send = Assert.IsType<JourneyEffect.Send>(Assert.Single(step.Effects));
        Assert.Equal("{clinic}: Thank you for telling us. Would you like our staff to contact you? Reply YES or NO.", send.Text.En);
        Assert.Equal(("talk", AnswerForm.YesNo), (step.State.Asked, send.Asks));
    }

    [Fact]
    public void Payment_ends_it_also_between_two_answers_and_a_late_fact_is_noted()
    {
        var playbook = Playbooks.Of("payment");
        var asked = Tick(playbook, Journey.Begin(playbook, Visit, Visit), Visit).State;
        var talk = Take(playbook, asked, new JourneyEvent.Answered(new Answer("yes")), Visit).State;
        var paid = Take(playbook, talk, new JourneyEvent.Settled("paid"), Visit.AddDays(2));
        Assert.Equal((JourneyStatus.Ended, "wants-to-talk", "paid"), (paid.State.Status, paid.State.Outcome, paid.State.Fact));
        Assert.Null(paid.WakeAt);

        var closed = Tick(Reminder, Journey.Begin(Reminder, Visit, Visit.AddDays(-4)), Visit.AddDays(2)).State;
        Assert.Equal(("no-answer", "closed"), (closed.Outcome, closed.EndedBy));
        Assert.Equal("missed", Take(Reminder, closed, new JourneyEvent.Settled("missed"), Visit.AddDays(3)).State.Fact);
    }

    [Fact]
    public void Last_text_that_does_not_arrive_calls_a_person_once_and_not_for_want_of_consent()
    {
        var state = Journey.Begin(Reminder, Visit, Visit.AddDays(-4));
        foreach (var hours in new[] { 72, 24 }) state = Tick(Reminder, state, Visit.AddHours(-hours)).State;
        var early = Take(Reminder, state, new JourneyEvent.NotDelivered("one-day", "4006"), Visit.AddHours(-20));
        Assert.Empty(early.Effects);
        var last = Tick(Reminder, early.State, Visit.AddHours(-2)).State;
        Assert.Empty(Take(Reminder, last, new JourneyEvent.NotDelivered("two-hours", "consent-missing"), Visit.AddHours(-1)).Effects);
        var lost = Take(Reminder, last, new JourneyEvent.NotDelivered("two-hours", "4006"), Visit.AddHours(-1));
        Assert.Equal(new JourneyEffect.CallPerson("undeliverable", Urgent: false), Assert.Single(lost.Effects));
        Assert.Empty(Take(Reminder, lost.State, new JourneyEvent.NotDelivered("two-hours", "4006"), Visit.AddHours(-1)).Effects);
    }

    [Fact]
    public void Last_touch_left_out_after_the_one_before_was_lost_calls_a_person()
    {
        var state = Tick(Reminder, Journey.Begin(Reminder, Visit, Visit.AddDays(-1)), Visit.AddDays(-1)).State;
        state = Take(Reminder, state, new JourneyEvent.NotDelivered("one-day", "4006"), Visit.AddHours(-20)).State;
        Assert.Equal(
            [new JourneyEffect.CallPerson("undeliverable", Urgent: false)], Tick(Reminder, state, Visit.AddMinutes(-10)).Effects);
    }

    [Fact]
    public void Survey_that_comes_back_settles_with_its_score()
    {
        var survey = Playbooks.Of("survey");
        var state = Tick(survey, Journey.Begin(survey, Visit, Visit), Visit.AddDays(1)).State;
        var back = Take(survey, state, new JourneyEvent.FormReturned(4), Visit.AddDays(2)).State;
        Assert.Equal((JourneyStatus.Settled, 4, "answered"), (back.Status, back.Score, back.Outcome));
    }

    [Fact]
    public void Pause_keeps_texts_back_and_resuming_sends_the_last_of_those_that_still_make_sense()
    {
        var state = Take(Reminder, Journey.Begin(Reminder, Visit, Visit.AddDays(-4)), new JourneyEvent.Paused(), Visit.AddDays(-4)).State;
        Assert.Empty(Tick(Reminder, state, Visit.AddDays(-3)).Effects);
        var resumed = Take(Reminder, state, new JourneyEvent.Resumed(), Visit.AddHours(-23));
        Assert.Equal(Visit.AddHours(-23), resumed.WakeAt);
        var step = Tick(Reminder, resumed.State, Visit.AddHours(-23));
        Assert.Equal("one-day", Assert.IsType<JourneyEffect.Send>(Assert.Single(step.Effects)).Touch);
    }

    private static List<string> Plan(Playbook playbook, DateTimeOffset at, DateTimeOffset now, JourneyContext? context = null) =>
    [
        .. JourneyPlan.Of(playbook, at, now, context ?? Context)
            .Select(one => $"{one.Send.Touch} {TimeZoneInfo.ConvertTime(one.At, Chicago):yyyy-MM-dd HH:mm}"),
    ];

    private static JourneyStep Tick(Playbook playbook, JourneyState state, DateTimeOffset now) =>
        Take(playbook, state, new JourneyEvent.Tick(), now);

    private static JourneyStep Take(Playbook playbook, JourneyState state, JourneyEvent happened, DateTimeOffset now) =>
        Journey.Next(playbook, state, happened, now, Context);
}

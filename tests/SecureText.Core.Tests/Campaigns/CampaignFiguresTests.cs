namespace SecureText.Campaigns;

public class CampaignFiguresTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 16, 5, 30, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Fact]
    public void Texts_are_counted_by_what_became_of_them()
    {
        var figures = Of(
        [
            Member(State(), ("a", "delivered"), ("reply-q-1", "sent")),
            Member(State(), ("a", "failed:4006"), ("b", "suppressed:too-late")),
            Member(State(), ("a", "suppressed:consent-missing"), ("b", "suppressed:consent-missing")),
            Member(State(), ("a", "queued"), ("b", "unknown")),
            Member(null) with { Suppressed = "too-many-journeys" },
        ]);
        Assert.Equal((5, 3, 4, 1, 1), (figures.People, figures.Agreed, figures.Sent, figures.Delivered, figures.Failed));
        Assert.Equal("consent-missing=2 too-late=1 too-many-journeys=1", string.Join(' ', figures.Suppressed.Select(one => $"{one.Key}={one.Value}")));
    }

    [Fact]
    public void Payments_are_counted_by_the_texts_before_them_and_days_by_the_median()
    {
        var figures = Of(
        [
            Member(Paid(2), ("ready", "delivered")),
            Member(Paid(8), ("ready", "delivered"), ("week", "sent"), ("reply-talk-1", "sent")),
            Member(Paid(9), ("ready", "failed:4006"), ("week", "delivered")),
            Member(Paid(30), ("ready", "delivered"), ("week", "delivered"), ("three-weeks", "delivered")),
            Member(Paid(-1)),
            Member(State(), ("ready", "delivered")),
        ]);
        Assert.Equal((5, 1, 1), (figures.Paid, figures.PaidAfterOne, figures.PaidAfterTwo));
        Assert.Equal(8, figures.DaysToPay!.Median);
        Assert.Equal(5, Of([Member(Paid(2)), Member(Paid(8))]).DaysToPay!.Median);
    }

    [Fact]
    public void Visits_answers_and_calls_saved_are_counted_by_person()
    {
        var answer = new GivenAnswer("q", "1", Start);
        var figures = Of(
        [
            Member(State() with { Outcome = "confirmed", Fact = "kept", Answers = [answer] }),
            Member(State() with { Outcome = "confirmed", Fact = "missed", Answers = [answer] }),
            Member(State() with { Outcome = "declined", PersonCalled = true, Answers = [answer] }),
            Member(State() with { Outcome = "reschedule", PersonCalled = true, Answers = [answer] }),
            Member(State() with { Outcome = "confirmed", PersonCalled = true, EndedBy = "withdrawn" }),
            Member(State() with { Outcome = "well", Answers = [answer, answer] }) with { IsCheckIn = true },
            Member(State() with { Outcome = "red-flag", Answers = [answer], PersonCalled = true, RedFlag = true }) with { IsCheckIn = true },
            Member(State() with { Outcome = "well", Answers = [answer] }),
            Member(State() with { Score = 4, FormReturnedAt = Start }),
            Member(State() with { Score = 5, FormReturnedAt = Start }),
        ]);
        Assert.Equal((3, 2, 1, 1), (figures.Confirmed, figures.Declined, figures.Kept, figures.Missed));
        Assert.Equal((1, 9, 1, 3), (figures.Withdrawn, figures.Answered, figures.RedFlags, figures.CallsSaved));
        Assert.Equal(new Scores(2, 4.5), figures.Score);
        Assert.Null(figures.DaysToPay);
    }

    // 05:30 UTC on a Monday is still Sunday night in Chicago.
    [Fact]
    public void Weeks_are_the_clinics_own()
    {
        Assert.Equal(new DateOnly(2026, 11, 9), CampaignFigures.WeekOf(Start, Chicago));
        Assert.Equal(new DateOnly(2026, 11, 16), CampaignFigures.WeekOf(Start.AddHours(1), Chicago));
        Assert.Equal(new DateOnly(2026, 11, 16), CampaignFigures.WeekOf(Start.AddDays(7), Chicago));
    }

    private static CampaignFigures Of(params FigureMember[] members)
    {
        var count = new FigureCount();
        foreach (var member in members) count.Add(member);
        return count.Figures();
    }

    private static JourneyState State() => new() { StartedAt = Start, Anchor = Start };

    private static JourneyState Paid(double days) => State() with { Fact = "paid", FactAt = Start.AddDays(days) };

    private static FigureMember Member(JourneyState? state, params (string Key, string Status)[] texts) =>
        new(Start, false, state, null, texts.ToDictionary(text => text.Key, text => text.Status));
}

namespace SecureText.Archive;

public class ArchiveRulesTests
{
    private static readonly DateTimeOffset Last = new(2020, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SixYears = new(2026, 2, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly RecordArchive Exported = RecordArchive.Empty.Exported(Last.AddYears(5), "staff:u1");

    [Fact]
    public void Conversation_of_six_years_with_a_copy_may_go() =>
        Assert.Null(ShredRules.Refusal(Exported, Last, Retention.Default, SixYears));

    [Fact]
    public void Conversation_stays_to_the_last_tick_of_its_years() => Assert.Equal(
        ShredRefusal.NotDue, ShredRules.Refusal(Exported, Last, Retention.Default, SixYears.AddTicks(-1)));

    [Theory]
    [InlineData(7, false)]
    [InlineData(6, true)]
    [InlineData(0, true)]
    [InlineData(-40, true)]
    [InlineData(400, false)]
    public void Years_of_the_setting_count_and_never_fewer_than_six(int years, bool isDue)
    {
        Assert.Equal(isDue, ShredRules.IsDue(Last, new Retention(years), SixYears));
        Assert.False(ShredRules.IsDue(Last, new Retention(years), SixYears.AddTicks(-1)));
        Assert.Equal(isDue, Last <= new Retention(years).Newest(SixYears.AddDays(1)));
    }

    [Fact]
    public void Conversation_of_which_nobody_knows_the_time_stays() =>
        Assert.Equal(ShredRefusal.NotDue, ShredRules.Refusal(Exported, null, Retention.Default, DateTimeOffset.MaxValue));

    [Fact]
    public void Hold_comes_before_everything_and_takes_an_order_with_it()
    {
        var held = Exported.Planned(SixYears, "staff:u1").Held(SixYears.AddDays(1), "staff:u2");
        Assert.Equal(ShredRefusal.OnHold, ShredRules.Refusal(held, Last, Retention.Default, SixYears));
        Assert.Null(held.Shredding);
        Assert.Null(held.Released().Shredding);
        Assert.Equal(new LegalHold(SixYears.AddDays(1), "staff:u2"), held.Held(SixYears.AddDays(2), "staff:u3").Hold);
    }

    [Fact]
    public void Copy_from_before_the_last_text_is_none() => Assert.Equal(
        ShredRefusal.NotExported,
        ShredRules.Refusal(RecordArchive.Empty.Exported(Last, "staff:u1"), Last, Retention.Default, SixYears));

    [Fact]
    public void Order_stands_seven_days_ahead_and_a_second_one_does_not_move_it()
    {
        var planned = Exported.Planned(SixYears, "staff:u1");
        Assert.Equal(new PlannedShredding(SixYears.AddDays(7), "staff:u1"), planned.Shredding);
        Assert.Equal(planned.Shredding, planned.Planned(SixYears.AddDays(1), "staff:u2").Shredding);
        Assert.Null(planned.Cancelled().Shredding);
    }

    [Fact]
    public void Copies_are_remembered_to_a_score()
    {
        var archive = Enumerable.Range(0, 30).Aggregate(RecordArchive.Empty, (all, n) => all.Exported(Last.AddDays(n), "staff:u1"));
        Assert.Equal((20, Last.AddDays(29)), (archive.Exports.Count, archive.Exports[^1].At));
    }

    [Theory]
    [InlineData("+12065550123", "0123", true)]
    [InlineData("+12065550123", "0124", false)]
    [InlineData("+12065550123", "123", false)]
    [InlineData("+12065550123", "", false)]
    [InlineData("+12065550123", null, false)]
    [InlineData("+12065550123", "50123", false)]
    [InlineData("911", "911", true)]
    [InlineData("", "", false)]
    public void End_of_a_number_is_its_last_four_characters(string number, string? typed, bool isEnd) =>
        Assert.Equal(isEnd, ShredRules.IsEndOf(number, typed));
}

using System.Text.Json.Nodes;

namespace SecureText.Weeks;

public class FiguresTableTests
{
    private static readonly Part One = new("c", "YES", MadeUp.Person(0)) { Truth = new Truth { Sent = 2, Answered = true, Confirmed = true } };

    [Fact]
    public void Figures_as_the_script_knows_them_differ_in_nothing() =>
        Assert.Empty(FiguresTable.Differences("c", [One], Figures(confirmed: 1)));

    [Fact]
    public void Figure_that_is_one_off_is_named() =>
        Assert.Equal(["c, confirmed: expected 1, got 0", "c, callsSaved: expected 1, got 0"], FiguresTable.Differences("c", [One], Figures(confirmed: 0)));

    private static JsonObject Figures(int confirmed) => new()
    {
        ["people"] = 1,
        ["agreed"] = 1,
        ["callsSaved"] = confirmed,
        ["sent"] = 2,
        ["delivered"] = 2,
        ["answered"] = 1,
        ["confirmed"] = confirmed,
        ["suppressed"] = new JsonObject(),
    };
}

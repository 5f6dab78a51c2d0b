using System.Text.RegularExpressions;
using SecureText.Canary;

namespace SecureText.Weeks;

public class ScriptTests
{
    private readonly Script script = new();

    [Fact]
    public void Script_has_two_hundred_people_a_third_of_them_spanish()
    {
        Assert.Equal(Script.Everybody, script.People.Count);
        Assert.Equal(script.People.Count, script.People.Select(one => one.Key).Distinct().Count());
        Assert.InRange(script.People.Count(one => one.IsSpanish), 62, 67);
    }

    [Fact]
    public void Numbers_are_kept_for_stories_and_two_are_shared()
    {
        Assert.All(script.People, one => Assert.Matches(new Regex(@"\A\+1[2-9]\d\d55501\d\d\z"), one.Number));
        Assert.Equal(2, script.People.GroupBy(one => one.Number).Count(group => group.Count() > 1));
    }

    [Fact]
    public void Numbers_of_a_broadcast_are_all_different()
    {
        var numbers = Enumerable.Range(0, 50_000).Select(MadeUp.Number).ToList();

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(numbers, one => Assert.Matches(new Regex(@"\A\+1[2-9]\d\d55501\d\d\z"), one));
    }

    [Fact]
    public void Canaries_are_long_enough_to_be_unmistakable() =>
        Assert.All(ScriptCanaries.Of(script), one => Assert.True(one.Text.Length >= PlantedCanary.Shortest, one.Field));

    [Fact]
    public void Every_telephone_gets_the_news_once() =>
        Assert.Equal(script.People.Select(one => one.Number).Distinct(), script.Of(Script.News).Select(part => part.Person.Number));

    [Fact]
    public void Sheet_with_commas_and_quotes_quotes_them() =>
        Assert.Equal("a,\"b, c\"\r\n1,\"say \"\"aah\"\"\"\r\n", $"{new Sheet("a", "b, c").Add("1", "say \"aah\"")}");
}

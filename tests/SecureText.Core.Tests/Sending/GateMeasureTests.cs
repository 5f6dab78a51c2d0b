using System.Diagnostics;
using System.Globalization;
using SecureText.Texting;
using Xunit.Abstractions;

namespace SecureText.Sending;

/// <summary>How well the gate does on the labelled sentences: it must find 98 of 100 that tell too much, and 95 of 100 that it stops must be such.</summary>
public class GateMeasureTests(ITestOutputHelper output)
{
    private const double LeastRecall = 0.98;
    private const double LeastPrecision = 0.95;

    [Fact]
    public void Labelled_set_is_broad_enough()
    {
        Assert.True(GateLabelled.All.Count >= 500);
        Assert.True(GateLabelled.All.Count(one => one.IsHeldOut) >= 150);
        Assert.True(GateLabelled.All.Count(one => one.Language == "es") >= 150);
        Assert.True(GateLabelled.All.Count(one => one.MustPass) >= 200);
        Assert.Equal([], GateLabelled.All.GroupBy(one => one.Sentence).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Labelled_set_is_judged_with_the_recall_and_precision_that_are_asked_for()
    {
        Tell("tuning", one => !one.IsHeldOut);
        Tell("held out", one => one.IsHeldOut);
        var (recall, precision) = Tell("whole", _ => true);
        var misses = string.Join('\n', GateLabelled.All.Where(one => !one.IsRight));
        output.WriteLine(misses);
        Assert.True(recall >= LeastRecall && precision >= LeastPrecision, $"recall {recall:F3}, precision {precision:F3}\n{misses}");
    }

    // A refused text counts as found whatever the rule; here also the reason that staff read must be the right one, mostly.
    [Fact]
    public void Labelled_set_is_refused_for_the_right_reason()
    {
        var found = GateLabelled.All.Where(one => !one.MustPass && one.Findings.Count > 0).ToList();
        var wrong = found.Where(one => !one.Findings.Select(finding => LabelOf(finding.Rule)).Contains(one.Label)).ToList();
        Assert.True(wrong.Count <= found.Count / 10, string.Join('\n', wrong));
    }

    // Forty times as long must not take a thousand times as long; the machine may be busy, hence the room.
    [Fact]
    public void Check_takes_time_in_proportion_to_the_length()
    {
        const int Texts = 100;
        const int Times = 40;
        var sentences = string.Join(' ', GateLabelled.All.Take(Texts).Select(one => one.Sentence));
        var longer = new MessageText(string.Join(' ', Enumerable.Repeat(sentences, Times)));
        var once = Enumerable.Range(0, 6).Min(_ => Time(new MessageText(sentences)));
        var often = Enumerable.Range(0, 2).Min(_ => Time(longer));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{once * 1000 / Texts:F0} microseconds a text, {often * 1000 / Texts / Times:F0} in {Times} times as many"));
        Assert.True(often < once * Times * 10, $"{once} ms and {often} ms");
    }

    private static double Time(MessageText text)
    {
        var start = Stopwatch.GetTimestamp();
        Gate.Check(text);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private (double Recall, double Precision) Tell(string name, Func<GateLabelled, bool> part)
    {
        var all = GateLabelled.All.Where(part).ToList();
        var hits = all.Count(one => !one.MustPass && one.Findings.Count > 0);
        var recall = (double)hits / all.Count(one => !one.MustPass);
        var precision = (double)hits / all.Count(one => one.Findings.Count > 0);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {all.Count} sentences, recall {recall:F3}, precision {precision:F3}"));
        return (recall, precision);
    }

    private static string LabelOf(GateRule rule) => rule switch
    {
        GateRule.SocialSecurityNumber => "ssn",
        GateRule.DateOfBirth => "birth",
        GateRule.AccountNumber => "account",
        GateRule.CardNumber => "card",
        GateRule.FullName => "name",
        GateRule.Diagnosis => "diagnosis",
        GateRule.Drug => "drug",
        GateRule.Procedure => "procedure",
        GateRule.Result => "result",
        GateRule.Specialty => "specialty",
        GateRule.PaymentWord => "payment",
        _ => rule.ToString(),
    };
}

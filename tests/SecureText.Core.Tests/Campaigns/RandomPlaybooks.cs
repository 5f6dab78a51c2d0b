using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>Playbooks that nobody would write and that are valid all the same.</summary>
internal static class RandomPlaybooks
{
    public static Bilingual Words(string text) => new("{clinic}: " + text, "{clinic}: " + text);

    public static Playbook Next(Dice dice)
    {
        var questions = Questions(dice);
        var anchor = dice.Of(PlaybookAnchor.Occasion, PlaybookAnchor.LaterOfOccasionAndStart);
        var touches = Touches(dice, questions, anchor == PlaybookAnchor.Occasion ? dice.Below(240) - 120 : dice.Below(120));
        var playbook = new Playbook(
            "random", new Bilingual("Random", "Azar"), MessageClass.Wellness, [OccasionKind.Recall],
            anchor, touches, questions,
            Later(touches.Max(touch => touch.Offset + touch.LateBy), TimeSpan.Zero) + TimeSpan.FromMinutes(1 + dice.Below(9000)))
        {
            MostSends = 1,
            CallWhenUndelivered = dice.Below(4) > 0,
        };
        return playbook with { MostSends = PlaybookRoom.Needed(playbook) + dice.Below(3) };
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // A question asks only later ones, so that every talk ends.
    private static List<Question> Questions(Dice dice)
    {
        var count = dice.Below(4);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var form = dice.Of(AnswerForm.YesNo, new AnswerForm(AnswerKind.Scale, 0, 10), new AnswerForm(AnswerKind.Choice, 1, 3));
            return new Question($"q{i}", form, [.. form.Values.Select(value => Rule(dice, value, i, count))], Words("Again?"))
            {
                Text = Words("What about it?"),
            };
        })];
    }

    private static AnswerRule Rule(Dice dice, string value, int question, int count)
    {
        var urgent = dice.Below(6) == 0;
        var settles = dice.Below(3) == 0;
        var ask = !settles && question + 1 < count && dice.Below(2) == 0 ? $"q{question + 1 + dice.Below(count - question - 1)}" : null;
        return new AnswerRule(value)
        {
            Outcome = dice.Below(2) == 0 ? "outcome" : null,
            CallPerson = dice.Below(3) == 0,
            Urgent = urgent,
            Settles = settles,
            Ask = ask,
            Reply = urgent || dice.Below(2) == 0 ? Words("Thank you. In an emergency call 911.") : null,
        };
    }

    private static List<Touch> Touches(Dice dice, List<Question> questions, int hours)
    {
        var offset = TimeSpan.FromHours(hours);
        return [.. Enumerable.Range(0, 1 + dice.Below(5)).Select(i =>
        {
            offset += TimeSpan.FromMinutes(i == 0 ? 0 : 1 + dice.Below(5000));
            return new Touch($"t{i}", offset, Words("Hello."))
            {
                At = dice.Below(2) == 0 ? new TimeOnly(dice.Below(24), dice.Below(60)) : null,
                Asks = questions.Count > 0 && dice.Below(3) > 0 ? dice.Of(questions).Id : null,
                LateBy = TimeSpan.FromMinutes(10 + dice.Below(3000)),
            };
        })];
    }
}

namespace SecureText.Campaigns;

/// <summary>How many texts one anchor may need, so that no answer - least of all an emergency's - finds the number used up.</summary>
internal static class PlaybookRoom
{
    /// <summary>Every touch, and for each that asks the longest talk that may follow.</summary>
    /// <exception cref="InvalidOperationException">Questions ask each other in a ring.</exception>
    internal static int Needed(Playbook playbook) =>
        playbook.Touches.Sum(touch => 1 + Talk(playbook, touch.Asks, playbook.Questions.Count));

    /// <summary>True when a question may come back to itself.</summary>
    internal static bool IsRing(Playbook playbook) =>
        playbook.Questions.Any(question => Depth(playbook, question.Id, playbook.Questions.Count) < 0);

    // Once more for an unclear answer, then the reply, which carries the next question.
    private static int Talk(Playbook playbook, string? id, int depth)
    {
        if (JourneyAnswers.Find(playbook, id) is not { } question) return 0;
        if (depth < 0) throw new InvalidOperationException("Questions ask each other in a ring.");
        return 1 + question.Rules.Select(rule =>
            (JourneyAnswers.Words(rule, JourneyAnswers.Find(playbook, rule.Ask)) is null ? 0 : 1) + Talk(playbook, rule.Ask, depth - 1))
            .DefaultIfEmpty(0).Max();
    }

    private static int Depth(Playbook playbook, string? id, int left)
    {
        if (JourneyAnswers.Find(playbook, id) is not { } question) return left;
        return left < 0 ? left : question.Rules.Select(rule => rule.Ask is null ? left : Depth(playbook, rule.Ask, left - 1))
            .DefaultIfEmpty(left).Min();
    }
}

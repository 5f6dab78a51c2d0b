using System.Collections.Frozen;
using System.Globalization;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>
/// Reads a patient's text as the answer to a question, in English and Spanish. What is understood need not be read by staff,
/// so it errs towards unclear: an answer with anything beside it ("yes, and my chest hurts") is for a person.
/// </summary>
public static class AnswerReading
{
    private const int LongestAnswer = 160;

    /// <summary>What the text says; unclear when it says more, less, or both.</summary>
    public static Answer Read(AnswerForm form, MessageText text)
    {
        if (text.Value.Length > LongestAnswer) return Answer.Unclear;
        var words = TextFolding.Words(text.Value).ConvertAll(word => word.Folded);
        return form.Kind == AnswerKind.YesNo
            ? YesNo(text.Value, words)
            : Number(form, text.Value, words);
    }

    private static Answer YesNo(string text, List<string> words)
    {
        // "Can we move it to another day?" may well be a question: it goes to a person in any case.
        var line = $" {string.Join(' ', words)} ";
        if (AnswerWords.AnotherDay.Any(phrase => line.Contains($" {phrase} ", StringComparison.Ordinal)))
            return new Answer("reschedule");
        if (text.AsSpan().ContainsAny('?', '¿')) return Answer.Unclear;

        var (up, down) = Signs(text);
        var said = words.Where(word => !AnswerWords.Filler.Contains(word)).ToList();
        var yes = said.Count > 0 ? Says(said, AnswerWords.Yes, AnswerWords.YesLines) : up && !down;
        var no = said.Count > 0 ? Says(said, AnswerWords.No, AnswerWords.NoLines) : down && !up;
        return (yes && !down, no && !up) switch
        {
            (true, false) => new Answer("yes"),
            (false, true) => new Answer("no"),
            _ => Answer.Unclear,
        };
    }

    // "Yes", "yes yes", "I'll be there", "yes I'll be there" - and nothing else.
    private static bool Says(List<string> said, FrozenSet<string> each, FrozenSet<string> lines)
    {
        var first = said.TakeWhile(each.Contains).Count();
        return first == said.Count
            || Enumerable.Range(0, first + 1).Any(skip => lines.Contains(string.Join(' ', said.Skip(skip))));
    }

    private static (bool Up, bool Down) Signs(string text)
    {
        var (up, down) = (false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            up |= rune.Value is 0x1F44D or 0x1F44C or 0x2705 or 0x2714 or 0x1F197;
            down |= rune.Value is 0x1F44E or 0x274C or 0x1F6AB or 0x274E;
        }

        return (up, down);
    }

    private static Answer Number(AnswerForm form, string text, List<string> words)
    {
        if (text.AsSpan().ContainsAny('?', '¿')) return Answer.Unclear;
        var said = words.Where(word => !AnswerWords.Filler.Contains(word)).ToList();
        var numbers = said.Select(Number).OfType<int>().ToList();
        if (said.Any(word => Number(word) is null && !AnswerWords.AroundNumbers.Contains(word))) return Answer.Unclear;

        // "7/10", "7 out of 10", "7 de 10"; not "7-10", nor "7.5".
        var ofAll = form.Kind == AnswerKind.Scale && numbers.Count == 2 && numbers[1] == form.To
            && (text.Contains('/', StringComparison.Ordinal) || said.Contains("of") || said.Contains("de"));
        if (numbers.Count != 1 && !ofAll) return Answer.Unclear;
        if (text.AsSpan().Trim().StartsWith("-")) return Answer.Unclear;
        return numbers[0] >= form.From && numbers[0] <= form.To
            ? new Answer(numbers[0].ToString(CultureInfo.InvariantCulture))
            : Answer.Unclear;
    }

    private static int? Number(string word)
    {
        if (AnswerWords.Numbers.TryGetValue(word, out var named)) return named;
        return word.Length <= 3 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

using System.Globalization;
using SecureText.Clinic;
using SecureText.Conversations;

namespace SecureText.Campaigns;

/// <summary>Reads the score of a form that came back: its question <c>score</c>, a choice whose options have numbers as ids.</summary>
public static class SurveyScore
{
    /// <summary>The score; null when the form has none, or it was left out.</summary>
    public static int? Of(FormTemplate form, FormAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(answers);
        if (form.Questions.FirstOrDefault(question => question.Id == "score") is not { Options: { } options } asked) return null;
        var value = answers.Answers.FirstOrDefault(answer => answer.Label == asked.Label.En || answer.Label == asked.Label.Es)?.Value;
        var chosen = options.FirstOrDefault(option => option.En == value || option.Es == value);
        return int.TryParse(chosen?.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : null;
    }
}

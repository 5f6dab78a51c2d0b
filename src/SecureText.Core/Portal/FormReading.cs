using System.Globalization;
using System.Text.Json;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>What is wrong with one answer.</summary>
/// <param name="Question">Id of the question, as it was sent.</param>
/// <param name="Problem">
/// <c>unknown-question</c>, <c>required</c>, <c>wrong-type</c>, <c>too-long</c>, <c>damaged</c>, <c>not-a-date</c>,
/// <c>not-a-number</c>, <c>not-a-phone</c> or <c>not-an-option</c>.
/// </param>
public sealed record FormFinding(string Question, string Problem);

/// <summary>
/// Holds a patient's answers to the form as it is now: every question of the form and no other, each answer of its type and
/// not too long. Pure.
/// </summary>
public static class FormReading
{
    private const int LongestLine = 200;
    private const int LongestText = 4000;
    private const int LongestEchoedId = 40;

    /// <summary>Reads the answers.</summary>
    /// <param name="form">The form.</param>
    /// <param name="answers">By question: a text, a list of texts, or true or false.</param>
    /// <param name="language">In which staff read the questions: that of the patient.</param>
    /// <returns>The filled-in form; null when anything was found.</returns>
    public static (FormAnswers? Filled, IReadOnlyList<FormFinding> Findings) Read(
        FormTemplate form, IReadOnlyDictionary<string, JsonElement> answers, Language language)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(answers);
        var findings = answers.Keys
            .Where(id => form.Questions.All(question => question.Id != id))
            .Select(id => new FormFinding(id.Length <= LongestEchoedId ? id : "", "unknown-question"))
            .ToList();
        var filled = new List<FormAnswer>();
        foreach (var question in form.Questions)
        {
            var given = answers.TryGetValue(question.Id, out var value) ? value : default;
            var (words, problem) = Read(question, given, language);
            if (problem is not null) findings.Add(new FormFinding(question.Id, problem));
            else filled.Add(new FormAnswer(question.Label.In(language), words));
        }

        return findings.Count == 0 ? (new FormAnswers(form.Id, form.Title.In(language), filled), []) : (null, findings);
    }

    private static (string Words, string? Problem) Read(FormQuestion question, JsonElement given, Language language)
    {
        if (IsEmpty(given)) return ("", question.Required ? "required" : null);
        return question.Type switch
        {
            QuestionType.YesOrNo => given.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? (YesOrNo(given.GetBoolean(), language), null)
                : ("", "wrong-type"),
            QuestionType.Many => given.ValueKind == JsonValueKind.Array ? Many(question, given, language) : ("", "wrong-type"),
            _ when given.ValueKind != JsonValueKind.String => ("", "wrong-type"),
            _ => StringOf(given) is { } text ? Words(question, text, language) : ("", "damaged"),
        };
    }

    private static bool IsEmpty(JsonElement given) => given.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => StringOf(given) is { } text && new MessageText(text).IsBlank,
        JsonValueKind.Array => given.GetArrayLength() == 0,
        _ => false,
    };

    // Half a surrogate pair may be written in JSON, and is no text.
    private static string? StringOf(JsonElement given)
    {
        try
        {
            return given.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static (string Words, string? Problem) Words(FormQuestion question, string given, Language language) =>
        question.Type switch
        {
            QuestionType.LongText => Text(given, LongestText, lines: true),
            QuestionType.Date => DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                && date.Year is >= 1850 and <= 2200 ? (given, null) : ("", "not-a-date"),
            QuestionType.Number => given.Length <= 20
                && decimal.TryParse(given, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _)
                ? (given.Trim(), null) : ("", "not-a-number"),
            QuestionType.Phone => PhoneNumber.TryParse(given, out var number) ? (number.E164, null) : ("", "not-a-phone"),
            QuestionType.Choice => Option(question, given, language) is { } chosen ? (chosen, null) : ("", "not-an-option"),
            _ => Text(given, LongestLine, lines: false),
        };

    private static (string Words, string? Problem) Text(string given, int longest, bool lines)
    {
        var text = given.Trim();
        if (text.Length > longest) return ("", "too-long");
        var damaged = new MessageText(text).HasLoneSurrogate
            || text.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\r' or '\t'));
        return damaged ? ("", "damaged") : (text, null);
    }

    private static (string Words, string? Problem) Many(FormQuestion question, JsonElement given, Language language)
    {
        var chosen = new List<string>();
        foreach (var one in given.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.String) return ("", "wrong-type");
            if (Option(question, StringOf(one), language) is not { } words) return ("", "not-an-option");
            if (!chosen.Contains(words)) chosen.Add(words);
        }

        return (string.Join("; ", chosen), null);
    }

    private static string? Option(FormQuestion question, string? id, Language language) =>
        question.Options?.FirstOrDefault(option => option.Id == id) is { } found
            ? new Bilingual(found.En, found.Es).In(language)
            : null;

    private static string YesOrNo(bool yes, Language language) => !yes ? "No" : language == Language.Spanish ? "Sí" : "Yes";
}

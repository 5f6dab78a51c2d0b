namespace SecureText.Clinic;

/// <summary>What a form must hold to.</summary>
internal static class FormRules
{
    private const int MostQuestions = 60;
    private const int MostOptions = 30;
    private const int LongestTitle = 80;
    private const int LongestLabel = 300;

    internal static IEnumerable<SettingsFinding> Check(string at, FormTemplate form)
    {
        IEnumerable<SettingsFinding> none = form.Questions.Count == 0
            ? [new SettingsFinding($"{at}.questions", "A form has at least one question.")]
            : [];
        return Wordings.Check($"{at}.title", form.Title, LongestTitle)
            .Concat(none)
            .Concat(Wordings.AtMost($"{at}.questions", form.Questions.Count, MostQuestions))
            .Concat(Wordings.Ids($"{at}.questions", form.Questions.Select(question => question.Id)))
            .Concat(form.Questions.SelectMany((question, i) => Check($"{at}.questions[{i}]", question)));
    }

    private static IEnumerable<SettingsFinding> Check(string at, FormQuestion question) =>
        Wordings.Check($"{at}.label", question.Label, LongestLabel)
            .Concat(question.Help is { } help ? Wordings.Check($"{at}.help", help, LongestLabel) : [])
            .Concat(Options($"{at}.options", question));

    private static IEnumerable<SettingsFinding> Options(string at, FormQuestion question)
    {
        var options = question.Options ?? [];
        if (question.Type is not (QuestionType.Choice or QuestionType.Many))
            return options.Count > 0 ? [new SettingsFinding(at, "Only a choice has options.")] : [];
        IEnumerable<SettingsFinding> few = options.Count < 2 ? [new SettingsFinding(at, "A choice has at least two options.")] : [];
        return few
            .Concat(Wordings.AtMost(at, options.Count, MostOptions))
            .Concat(Wordings.Ids(at, options.Select(option => option.Id)))
            .Concat(options.SelectMany((option, i) =>
                Wordings.Check($"{at}[{i}]", new Bilingual(option.En, option.Es), LongestLabel)));
    }
}

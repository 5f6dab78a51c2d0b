using System.Globalization;
using SecureText.Campaigns;

namespace SecureText.Storage;

/// <summary>How the form of an answer stands in a row: <c>yes-no</c>, <c>scale:0-10</c>, <c>choice:3</c>.</summary>
internal static class AnswerForms
{
    internal static string Format(AnswerForm form) => form.Kind switch
    {
        AnswerKind.YesNo => "yes-no",
        AnswerKind.Scale => string.Create(CultureInfo.InvariantCulture, $"scale:{form.From}-{form.To}"),
        AnswerKind.Choice => string.Create(CultureInfo.InvariantCulture, $"choice:{form.To}"),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    /// <summary>Reads what <see cref="Format"/> writes; null for nothing.</summary>
    internal static AnswerForm? Parse(string? text) => text?.Split(':', '-') switch
    {
        null => null,
        ["yes", "no"] => new AnswerForm(AnswerKind.YesNo, 0, 0),
        ["scale", var from, var to] => new AnswerForm(AnswerKind.Scale, Number(from), Number(to)),
        ["choice", var to] => new AnswerForm(AnswerKind.Choice, 1, Number(to)),
        _ => throw new InvalidDataException("A row has a wrong form of answers."),
    };

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}

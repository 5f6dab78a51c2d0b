using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace SecureText.Campaigns;

/// <summary>What an answer to a question is. Written as <c>yes-no</c>, <c>scale:0-10</c> or <c>choice:3</c>.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="From">Least number of a scale; 1 of a choice; 0 of yes and no.</param>
/// <param name="To">Greatest number; 0 of yes and no.</param>
[JsonConverter(typeof(AnswerFormJson))]
public readonly record struct AnswerForm(AnswerKind Kind, int From, int To)
{
    private const int Highest = 100;

    /// <summary>Yes, no, or another day.</summary>
    public static AnswerForm YesNo => new(AnswerKind.YesNo, 0, 0);

    /// <summary>Every value that an answer can have, as rules name them.</summary>
    public IEnumerable<string> Values => Kind == AnswerKind.YesNo
        ? ["yes", "no", "reschedule"]
        : Enumerable.Range(From, To - From + 1).Select(number => number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads exactly what <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AnswerForm form)
    {
        form = YesNo;
        if (text == "yes-no") return true;
        if (text?.Split(':') is not [var kind, var range]) return false;
        switch (kind, range.Split('-'))
        {
            case ("scale", [var from, var to]) when Number(from, out var least) && Number(to, out var most) && least < most:
                form = new AnswerForm(AnswerKind.Scale, least, most);
                return true;
            case ("choice", [var count]) when Number(count, out var most) && most is >= 2 and <= 9:
                form = new AnswerForm(AnswerKind.Choice, 1, most);
                return true;
            default:
                return false;
        }
    }

    /// <summary>As it stands in a playbook; not personal.</summary>
    public override string ToString() => Kind switch
    {
        AnswerKind.Scale => string.Create(CultureInfo.InvariantCulture, $"scale:{From}-{To}"),
        AnswerKind.Choice => string.Create(CultureInfo.InvariantCulture, $"choice:{To}"),
        _ => "yes-no",
    };

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= Highest
        && (text.Length == 1 || text[0] != '0');
}

/// <summary>Kinds of answers.</summary>
public enum AnswerKind
{
    /// <summary>Yes, no, or another day.</summary>
    YesNo,

    /// <summary>A number of a scale.</summary>
    Scale,

    /// <summary>The number of a choice.</summary>
    Choice,
}

/// <summary>What a patient's text says to a question; personal.</summary>
/// <param name="Value"><c>yes</c>, <c>no</c>, <c>reschedule</c> or a number; null when it is unclear.</param>
public readonly record struct Answer(string? Value)
{
    /// <summary>Not understood.</summary>
    public static Answer Unclear => default;

    /// <summary>Never shows the answer.</summary>
    public override string ToString() => Value is null ? "(unclear)" : "(answer)";
}

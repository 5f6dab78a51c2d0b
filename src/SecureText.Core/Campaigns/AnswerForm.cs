namespace SecureText.Campaigns;

/// <summary>What an answer to a question is. Written as <c>yes-no</c>, <c>scale:0-10</c> or <c>choice:3</c>.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="From">Least number of a scale; 1 of a choice.</param>
/// <param name="To">Greatest number.</param>
public readonly record struct AnswerForm(AnswerKind Kind, int From, int To);

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

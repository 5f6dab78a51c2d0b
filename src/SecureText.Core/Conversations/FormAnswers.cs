using System.Text.Json;
using SecureText.Texting;

namespace SecureText.Conversations;

/// <summary>A form that a patient has filled in, with the questions as they were asked. Personal: stored as sealed words only.</summary>
/// <param name="Id">Opaque id of the form.</param>
/// <param name="Title">As the patient saw it.</param>
/// <param name="Answers">In the order in which they were asked.</param>
public sealed record FormAnswers(string Id, string Title, IReadOnlyList<FormAnswer> Answers)
{
    /// <summary>The words to seal.</summary>
    public MessageText ToText() => new(JsonSerializer.Serialize(this));

    /// <summary>Reads what <see cref="ToText"/> wrote; null when it is something else.</summary>
    public static FormAnswers? Read(MessageText text)
    {
        try
        {
            return JsonSerializer.Deserialize<FormAnswers>(text.Value) is { Id: not null, Title: not null, Answers: not null } form
                ? form
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => Id;
}

/// <summary>One question and what the patient answered; empty when the patient left it out.</summary>
public sealed record FormAnswer(string Label, string Value)
{
    /// <summary>Shows nothing.</summary>
    public override string ToString() => "(answer)";
}

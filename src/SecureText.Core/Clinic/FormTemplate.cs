using System.Text.Json.Serialization;

namespace SecureText.Clinic;

/// <summary>A form that patients fill in behind the link.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Title">Its name.</param>
/// <param name="Questions">In order.</param>
public sealed record FormTemplate(string Id, Bilingual Title, IReadOnlyList<FormQuestion> Questions);

/// <summary>One question of a form.</summary>
/// <param name="Id">Names it within its form.</param>
/// <param name="Type">What an answer is.</param>
/// <param name="Label">The question.</param>
/// <param name="Required">Must be answered.</param>
public sealed record FormQuestion(string Id, QuestionType Type, Bilingual Label, bool Required)
{
    /// <summary>A word of explanation; null for none.</summary>
    public Bilingual? Help { get; init; }

    /// <summary>What there is to choose from; for <see cref="QuestionType.Choice"/> and <see cref="QuestionType.Many"/> only.</summary>
    public IReadOnlyList<FormOption>? Options { get; init; }
}

/// <summary>One thing to choose.</summary>
/// <param name="Id">Names it within its question; this is what an answer holds.</param>
/// <param name="En">English words.</param>
/// <param name="Es">Spanish words.</param>
public sealed record FormOption(string Id, string En, string Es);

/// <summary>What an answer is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuestionType>))]
public enum QuestionType
{
    /// <summary>One line.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>Several lines.</summary>
    [JsonStringEnumMemberName("long")]
    LongText,

    /// <summary>A day, as <c>2026-11-18</c>.</summary>
    [JsonStringEnumMemberName("date")]
    Date,

    /// <summary>One of the options.</summary>
    [JsonStringEnumMemberName("choice")]
    Choice,

    /// <summary>Any number of the options.</summary>
    [JsonStringEnumMemberName("many")]
    Many,

    /// <summary>Yes or no.</summary>
    [JsonStringEnumMemberName("yesno")]
    YesOrNo,

    /// <summary>A number.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>A telephone number.</summary>
    [JsonStringEnumMemberName("phone")]
    Phone,
}

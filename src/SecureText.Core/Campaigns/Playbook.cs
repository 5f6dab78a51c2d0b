using System.Text.Json.Serialization;
using SecureText.Clinic;
using SecureText.Consent;

namespace SecureText.Campaigns;

/// <summary>
/// What a campaign says, when, and what answers mean: data, not code. Valid by <see cref="PlaybookCheck"/>; nothing in it is
/// personal. Its JSON is described by <c>playbook.schema.json</c>.
/// </summary>
/// <param name="Id">Short and plain, as <c>reminder</c>; part of a journey's id, so it never changes.</param>
/// <param name="Title">For staff.</param>
/// <param name="Class">The consent that its texts need.</param>
/// <param name="About">The occasions that it may be started for.</param>
/// <param name="Anchor">What offsets count from.</param>
/// <param name="Touches">What is sent unasked, in order of time.</param>
/// <param name="Questions">What is asked, by touches or by earlier answers; may be empty.</param>
/// <param name="Closes">How long after the last anchor a journey stays open for answers; then it ends.</param>
public sealed record Playbook(
    string Id,
    Bilingual Title,
    [property: JsonConverter(typeof(NamedEnum<MessageClass>))] MessageClass Class,
    IReadOnlyList<OccasionKind> About,
    PlaybookAnchor Anchor,
    IReadOnlyList<Touch> Touches,
    IReadOnlyList<Question> Questions,
    [property: JsonConverter(typeof(SpanJson))] TimeSpan Closes)
{
    /// <summary>The most texts that one journey may send for one anchor, replies counted.</summary>
    public required int MostSends { get; init; }

    /// <summary>A person is told when the last text did not arrive; false where texts go to many.</summary>
    public bool CallWhenUndelivered { get; init; } = true;
}

/// <summary>What offsets count from.</summary>
[JsonConverter(typeof(NamedEnum<PlaybookAnchor>))]
public enum PlaybookAnchor
{
    /// <summary>The occasion's own time, as of a visit.</summary>
    [JsonStringEnumMemberName("occasion")]
    Occasion,

    /// <summary>The occasion's time or the start of the journey, whichever is later, as of a statement.</summary>
    [JsonStringEnumMemberName("later-of-occasion-and-start")]
    LaterOfOccasionAndStart,
}

/// <summary>One text that a playbook sends unasked.</summary>
/// <param name="Id">Names it within its playbook.</param>
/// <param name="Offset">From the anchor; negative is before.</param>
/// <param name="Text">The SMS, with places as <c>{clinic}</c>; says little.</param>
public sealed record Touch(string Id, [property: JsonConverter(typeof(SpanJson))] TimeSpan Offset, Bilingual Text)
{
    /// <summary>At this local time of the day that the offset falls on; null for the very instant.</summary>
    [JsonConverter(typeof(ClockJson))]
    public TimeOnly? At { get; init; }

    /// <summary>What waits behind the link that the SMS then carries as <c>{link}</c>; null for none.</summary>
    public Bilingual? Behind { get; init; }

    /// <summary>The form behind the link; null for none.</summary>
    public string? Form { get; init; }

    /// <summary>The question that its words ask; null when it asks none.</summary>
    public string? Asks { get; init; }

    /// <summary>How late it still makes sense; then it is left out.</summary>
    [JsonConverter(typeof(SpanJson))]
    public TimeSpan LateBy { get; init; } = TimeSpan.FromHours(12);
}

/// <summary>A question and what its answers bring about.</summary>
/// <param name="Id">Names it within its playbook.</param>
/// <param name="Form">What an answer is.</param>
/// <param name="Rules">The first that fits counts; every possible reading fits one.</param>
/// <param name="Again">The words that ask once more after an unclear answer.</param>
public sealed record Question(string Id, AnswerForm Form, IReadOnlyList<AnswerRule> Rules, Bilingual Again)
{
    /// <summary>The words, when an earlier answer asks it; null when only touches do, in their own words.</summary>
    public Bilingual? Text { get; init; }
}

/// <summary>What one answer brings about.</summary>
/// <param name="When"><c>yes</c>, <c>no</c>, <c>reschedule</c>; of a scale <c>0-3</c>; of a choice its number.</param>
public sealed record AnswerRule(string When)
{
    /// <summary>Counts as this in the figures, as <c>confirmed</c>; null for nothing.</summary>
    public string? Outcome { get; init; }

    /// <summary>A person is called.</summary>
    public bool CallPerson { get; init; }

    /// <summary>A red flag: the thread becomes urgent, at once.</summary>
    public bool Urgent { get; init; }

    /// <summary>Sent back at once; null for nothing.</summary>
    public Bilingual? Reply { get; init; }

    /// <summary>The next question; its text goes out with the reply.</summary>
    public string? Ask { get; init; }

    /// <summary>No more texts for this anchor: it is settled between patient and clinic.</summary>
    public bool Settles { get; init; }
}

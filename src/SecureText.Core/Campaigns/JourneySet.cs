namespace SecureText.Campaigns;

/// <summary>The running journeys of one conversation, oldest first, as the head keeps them. A value: two with the same ids are equal.</summary>
public readonly record struct JourneySet
{
    /// <summary>Most at once: a household, not a mailing list.</summary>
    public const int Most = 40;

    private const char Between = ',';
    private readonly string? text;

    private JourneySet(string text) => this.text = text.Length == 0 ? null : text;

    /// <summary>No journey.</summary>
    public static JourneySet Empty => default;

    /// <summary>The ids.</summary>
    public IReadOnlyList<JourneyId> Ids => [.. Parts().Select(part => JourneyId.TryParse(part, out var id) ? id : default)];

    /// <summary>True when nothing runs.</summary>
    public bool IsEmpty => text is null;

    /// <summary>True when no other may begin.</summary>
    public bool IsFull => Parts().Length >= Most;

    /// <summary>The stored form: ids with commas between; empty for none.</summary>
    public string Format() => text ?? "";

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static JourneySet Parse(string? stored)
    {
        var set = new JourneySet(stored ?? "");
        return set.Parts().All(part => JourneyId.TryParse(part, out _)) ? set : throw new FormatException("Not a set of journeys.");
    }

    /// <summary>True when it runs.</summary>
    public bool Contains(JourneyId id) => Parts().Contains(id.Value);

    /// <summary>With one more.</summary>
    public JourneySet With(JourneyId id) => Contains(id) ? this : new(string.Join(Between, [.. Parts(), id.Value]));

    /// <summary>With one less.</summary>
    public JourneySet Without(JourneyId id) => new(string.Join(Between, Parts().Where(part => part != id.Value)));

    private string[] Parts() => (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The newest question that a journey has asked and that is open.</summary>
/// <param name="Journey">Which journey.</param>
/// <param name="Form">What an answer is.</param>
/// <param name="At">When it was asked.</param>
public sealed record OpenQuestion(JourneyId Journey, AnswerForm Form, DateTimeOffset At);

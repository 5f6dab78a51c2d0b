namespace SecureText.Sending;

/// <summary>Why a text does not go, or not yet. <see cref="Code"/> is stable: reports, logs and problem details use it.</summary>
public sealed record SendReason
{
    private SendReason(string code, string text) => (Code, Text) = (code, text);

    /// <summary>Nobody has agreed to this class of messages.</summary>
    public static SendReason ConsentMissing { get; } =
        new("consent-missing", "The patient has not agreed to this kind of text.");

    /// <summary>The class, or everything, was withdrawn.</summary>
    public static SendReason ConsentWithdrawn { get; } =
        new("consent-withdrawn", "The patient has withdrawn from texts.");

    /// <summary>A text sounded like a withdrawal; a person has to decide.</summary>
    public static SendReason ConsentPaused { get; } =
        new("consent-paused", "A text of the patient sounded like a withdrawal and waits for a person to decide.");

    /// <summary>It is night where the patient is.</summary>
    public static SendReason QuietHours { get; } = new("quiet-hours", "It is outside the hours for automated texts.");

    /// <summary>The gate found something that does not belong in an SMS.</summary>
    public static SendReason SaysTooMuch { get; } =
        new("says-too-much", "The text holds something that belongs behind the secure link.");

    /// <summary>The gate was not asked.</summary>
    public static SendReason GateNotAsked { get; } = new("gate-not-asked", "The text was not checked for what it says.");

    /// <summary>Longer than <see cref="SendDecision.LongestText"/> characters.</summary>
    public static SendReason TooLong { get; } = new("too-long", "The text is too long for an SMS.");

    /// <summary>Nothing to read in it.</summary>
    public static SendReason TextEmpty { get; } = new("text-empty", "The text is empty.");

    /// <summary>Not well-formed Unicode.</summary>
    public static SendReason TextDamaged { get; } = new("text-damaged", "The text has half a character in it.");

    /// <summary>No slot of the line's pace was taken, or it has gone by.</summary>
    public static SendReason NoSlot { get; } = new("no-slot", "The text has no turn on the line yet.");

    /// <summary>Its slot is still to come.</summary>
    public static SendReason Paced { get; } = new("paced", "The text waits for its turn on the line.");

    /// <summary>The toll-free network has answered the STOP with its own words.</summary>
    public static SendReason NetworkAnswersStop { get; } =
        new("network-answers-stop", "The network itself answers STOP on this line.");

    /// <summary>A confirmation that the patient has stopped would not be true.</summary>
    public static SendReason NotStopped { get; } = new("not-stopped", "The patient is not withdrawn now.");

    /// <summary>The answer to what a patient did comes so late that it would surprise.</summary>
    public static SendReason AnswerTooLate { get; } =
        new("answer-too-late", "The automatic answer came too late to be one.");

    /// <summary>It cannot go before the time after which it has lost its sense.</summary>
    public static SendReason TooLate { get; } = new("too-late", "The time at which the text made sense has passed.");

    /// <summary>Every reason there is.</summary>
    public static IReadOnlyList<SendReason> All { get; } =
    [
        ConsentMissing, ConsentWithdrawn, ConsentPaused, QuietHours, SaysTooMuch, GateNotAsked, TooLong, TextEmpty,
        TextDamaged, NoSlot, Paced, NetworkAnswersStop, NotStopped, AnswerTooLate, TooLate,
    ];

    /// <summary>Lower-case words with hyphens; never changes.</summary>
    public string Code { get; }

    /// <summary>One sentence for staff; nothing personal.</summary>
    public string Text { get; }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}

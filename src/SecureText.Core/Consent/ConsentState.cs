using System.Collections.Immutable;

namespace SecureText.Consent;

/// <summary>
/// What a number has agreed to, folded from its <see cref="ConsentRecord"/>s. Immutable; holds times only, nothing
/// personal.
/// </summary>
/// <remarks>
/// The invariant: the same set of records gives the same state in any order and with any repetition, because every
/// field is the latest (or, for what is merely assumed, the earliest) time of one kind of record. So an event that
/// comes late or twice cannot revive consent. A tie goes to the withdrawal.
/// </remarks>
public sealed partial class ConsentState : IEquatable<ConsentState>
{
    private static readonly MessageClass[] AllClasses = Enum.GetValues<MessageClass>();

    private readonly ImmutableArray<ClassTimes> classes;
    private readonly GlobalTimes global;

    private ConsentState(ImmutableArray<ClassTimes> classes, GlobalTimes global) =>
        (this.classes, this.global) = (classes, global);

    /// <summary>Nothing known; nothing permitted.</summary>
    public static ConsentState Empty { get; } = new([.. AllClasses.Select(_ => default(ClassTimes))], default);

    /// <summary>Everything is withdrawn, whatever each class says, until a START.</summary>
    public bool IsWithdrawn => NotAfter(global.Lifted, global.Withdrawn);

    /// <summary>A text sounded like a withdrawal and no person has decided yet.</summary>
    public bool IsPausedForReview => NotAfter(Latest(global.ReviewClosed, global.Lifted), global.ReviewAsked);

    /// <summary>What the class says by itself, without the global switch.</summary>
    public ConsentStatus this[MessageClass of] => Times(of) switch
    {
        { Withdrawn: { } no, Granted: var yes } when NotAfter(yes, no) => ConsentStatus.Withdrawn,
        { Granted: not null } => ConsentStatus.Granted,
        { Assumed: not null } => ConsentStatus.Granted,
        _ => ConsentStatus.Unknown,
    };

    /// <summary>The class is granted and the global switch does not forbid it. A pause is asked for separately.</summary>
    public bool Allows(MessageClass of) => !IsWithdrawn && this[of] == ConsentStatus.Granted;

    /// <summary>Folds all records of a number.</summary>
    public static ConsentState Of(IEnumerable<ConsentRecord> records) =>
        records.Aggregate(Empty, (state, record) => state.Apply(record));

    /// <inheritdoc />
    public bool Equals(ConsentState? other) =>
        other is not null && global == other.global && classes.AsSpan().SequenceEqual(other.classes.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ConsentState);

    /// <inheritdoc />
    public override int GetHashCode() => classes.Aggregate(global.GetHashCode(), HashCode.Combine);

    /// <summary>The stored form; nothing in it is personal.</summary>
    public override string ToString() => Format();

    // A class that this version does not know is unknown, which means no.
    private ClassTimes Times(MessageClass of) => (uint)of < (uint)classes.Length ? classes[(int)of] : default;

    // True when there is a "no" and no "yes" after it: at the same instant the withdrawal wins.
    private static bool NotAfter(DateTimeOffset? yes, DateTimeOffset? no) => no is not null && (yes is null || yes <= no);

    private static DateTimeOffset? Latest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private readonly record struct ClassTimes(DateTimeOffset? Granted, DateTimeOffset? Withdrawn, DateTimeOffset? Assumed);

    private readonly record struct GlobalTimes(
        DateTimeOffset? Lifted, DateTimeOffset? Withdrawn, DateTimeOffset? ReviewAsked, DateTimeOffset? ReviewClosed);
}

namespace SecureText.Consent;

public sealed partial class ConsentState
{
    /// <summary>The state after one more record; total, and indifferent to order and repetition.</summary>
    public ConsentState Apply(ConsentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var at = record.At;
#pragma warning disable CS8524 // The constructor of the record refuses values without a name.
        return record.Change switch
        {
            ConsentChange.Withdrawn when record.IsGlobal => With(global with { Withdrawn = Latest(global.Withdrawn, at) }),
            ConsentChange.Withdrawn => Each(record, times => times with { Withdrawn = Latest(times.Withdrawn, at) }),
            ConsentChange.Granted when IsHearsay(record.Source) => Assume(record),
            ConsentChange.Granted when record.IsGlobal => Restart(at),
            ConsentChange.Granted => Each(record, times => times with { Granted = Latest(times.Granted, at) }),
            ConsentChange.ReviewAsked => With(global with { ReviewAsked = Latest(global.ReviewAsked, at) }),
            ConsentChange.ReviewClosed => With(global with { ReviewClosed = Latest(global.ReviewClosed, at) }),
        };
#pragma warning restore CS8524
    }

    // The patient's first text, a roster and a carrier do not say "I take my withdrawal back": they only fill a gap.
    private static bool IsHearsay(ConsentSource source) =>
        source is ConsentSource.PatientInitiated or ConsentSource.Import or ConsentSource.Carrier;

    // A record about everything grants only the conversation: to be reminded or billed by text needs its own yes (the
    // stricter reading). The carrier knows only whether its network is open, so it grants nothing.
    private ConsentState Assume(ConsentRecord record) => record switch
    {
        { Source: ConsentSource.Carrier } => this,
        { IsGlobal: true } or { Source: ConsentSource.PatientInitiated } => Assume([MessageClass.Conversation], record.At),
        _ => Assume(record.Classes, record.At),
    };

    private ConsentState Assume(IEnumerable<MessageClass> these, DateTimeOffset at) =>
        Each(these, times => times with { Assumed = Earliest(times.Assumed, at) });

    // START: what was granted one by one before counts again, what was withdrawn one by one stays withdrawn.
    private ConsentState Restart(DateTimeOffset at) =>
        Each([MessageClass.Conversation], times => times with { Granted = Latest(times.Granted, at) })
            .With(global with { Lifted = Latest(global.Lifted, at) });

    private ConsentState Each(ConsentRecord record, Func<ClassTimes, ClassTimes> change) => Each(record.Classes, change);

    private ConsentState Each(IEnumerable<MessageClass> these, Func<ClassTimes, ClassTimes> change)
    {
        var changed = classes.ToBuilder();
        foreach (var one in these) changed[(int)one] = change(changed[(int)one]);
        return new ConsentState(changed.MoveToImmutable(), global);
    }

    private ConsentState With(GlobalTimes changed) => new(classes, changed);
}

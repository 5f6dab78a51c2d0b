using System.Collections.Immutable;
using SecureText.Texting;

namespace SecureText.Consent;

/// <summary>
/// One change of consent, kept six years (45 CFR 164.530(j)): "what was agreed, for which number, which classes, how,
/// when, in which wording, and the withdrawal". The number is the key it is stored under.
/// </summary>
public sealed record ConsentRecord
{
    /// <summary>
    /// Most of a wording that is kept, in UTF-16 units: a table row has no room for a megabyte, and the whole words stand in the message.
    /// </summary>
    public const int LongestWording = 2000;

    /// <summary>Creates a record.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="classes">The classes it is about; empty means all of them at once, the global switch.</param>
    /// <param name="source">How the clinic knows.</param>
    /// <param name="at">
    /// When it happened, not when it arrived. A caller caps it at the present: a grant from the future would outlive the
    /// withdrawals that follow it.
    /// </param>
    /// <param name="by">Opaque actor id, as <c>staff:&lt;id&gt;</c>, <c>patient</c>, <c>carrier</c> or <c>system</c>.</param>
    /// <param name="wording">The words that were agreed to, or by which the patient withdrew; personal.</param>
    /// <exception cref="ArgumentException">A value that no version of this program knows.</exception>
    public ConsentRecord(
        ConsentChange change,
        IEnumerable<MessageClass> classes,
        ConsentSource source,
        DateTimeOffset at,
        string by,
        MessageText? wording = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        Classes = [.. classes.Distinct().Order()];
        if (!Enum.IsDefined(change) || !Enum.IsDefined(source) || !Classes.All(Enum.IsDefined))
        {
            throw new ArgumentException("An unknown consent value.");
        }

        (Change, Source, At, By, Wording) = (change, source, at.ToUniversalTime(), by, wording);
    }

    /// <summary>What happened.</summary>
    public ConsentChange Change { get; }

    /// <summary>The classes, in order, each once; empty means all at once.</summary>
    public ImmutableArray<MessageClass> Classes { get; }

    /// <summary>True when the record is about everything, as STOP and START are.</summary>
    public bool IsGlobal => Classes.IsEmpty;

    /// <summary>How the clinic knows.</summary>
    public ConsentSource Source { get; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Opaque actor id.</summary>
    public string By { get; }

    /// <summary>The words; personal, and not shown by <see cref="object.ToString"/>.</summary>
    public MessageText? Wording { get; }
}

namespace SecureText.Sending;

/// <summary>What kind of thing an SMS must not say.</summary>
public enum GateRule
{
    /// <summary>A Social Security number.</summary>
    SocialSecurityNumber,

    /// <summary>A date of birth.</summary>
    DateOfBirth,

    /// <summary>An account, member, policy, prescription or record number.</summary>
    AccountNumber,

    /// <summary>A payment card's number.</summary>
    CardNumber,

    /// <summary>A patient's first and last name beside a visit or other health context.</summary>
    FullName,

    /// <summary>A disease, injury, condition or symptom.</summary>
    Diagnosis,

    /// <summary>A medicine, by generic name, brand, kind or dose.</summary>
    Drug,

    /// <summary>An operation, treatment or test.</summary>
    Procedure,

    /// <summary>A result or a measured value.</summary>
    Result,

    /// <summary>A specialty, place or person that reveals a diagnosis.</summary>
    Specialty,

    /// <summary>A word of debt collection.</summary>
    PaymentWord,

    /// <summary>A public URL shortener.</summary>
    Shortener,
}

/// <summary>One thing the gate found.</summary>
/// <param name="Rule">Which rule it breaks.</param>
/// <param name="What">The words themselves, for the member of staff who wrote them; personal.</param>
/// <param name="Why">One sentence: why, and what to write instead; nothing personal.</param>
public sealed record GateFinding(GateRule Rule, string What, string Why)
{
    internal GateFinding(GateRule rule, string what)
        : this(rule, what, WhyOf(rule))
    {
    }

    /// <summary>The rule only; never the words.</summary>
    public override string ToString() => $"({Rule})";

    private static string WhyOf(GateRule rule) => rule switch
    {
        GateRule.SocialSecurityNumber => "A Social Security number never goes into an SMS.",
        GateRule.DateOfBirth => "A date of birth never goes into an SMS.",
        GateRule.AccountNumber => "Account, member, policy, prescription and record numbers go behind the link.",
        GateRule.CardNumber => "A card number never goes into an SMS.",
        GateRule.FullName => "First and last name tell who is a patient here: write the first name alone, or send it behind the link.",
        GateRule.Diagnosis => "It tells of an illness or complaint; say \"your visit\", or send it behind the link.",
        GateRule.Drug => "It tells which medicine somebody takes; say \"your refill\", or send it behind the link.",
        GateRule.Procedure => "It tells what is done to somebody; say \"your appointment\", or send it behind the link.",
        GateRule.Result => "Results go behind the link; an SMS says \"you have a message\".",
        GateRule.Specialty => "This kind of care reveals what it is for; name the doctor only, or send it behind the link.",
        GateRule.PaymentWord => "Carriers do not carry debt collection; say \"balance\" or \"statement\".",
        GateRule.Shortener => "Carriers block public link shorteners; use the clinic's own address.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}

/// <summary>What the gate found in one text; nothing means that it may go.</summary>
/// <param name="Findings">In the order in which they stand in the text.</param>
public sealed record GateVerdict(IReadOnlyList<GateFinding> Findings)
{
    /// <summary>Nothing was found.</summary>
    public bool Passes => Findings.Count == 0;

    /// <summary>The rules only; never the words.</summary>
    public override string ToString() => Passes ? "(passes)" : string.Join(' ', Findings);
}

namespace SecureText.Sending;

/// <summary>What kind of thing an SMS must not say.</summary>
public enum GateRule
{
    /// <summary>A Social Security number.</summary>
    SocialSecurityNumber,

    /// <summary>A date of birth.</summary>
    DateOfBirth,

    /// <summary>An account, member, policy or record number.</summary>
    AccountNumber,

    /// <summary>A payment card's number.</summary>
    CardNumber,

    /// <summary>A diagnosis, drug, procedure, result or telling specialty.</summary>
    HealthWord,

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
    /// <summary>The rule only; never the words.</summary>
    public override string ToString() => $"({Rule})";
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

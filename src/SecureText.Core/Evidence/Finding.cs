namespace SecureText.Evidence;

/// <summary>How a check came out.</summary>
public enum EvidenceStatus
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Not as it should be, or it could not be asked.</summary>
    Fail,

    /// <summary>To be done, or decided, by the clinic: no program can see it.</summary>
    Clinic,
}

/// <summary>Whether the rule leaves a choice (45 CFR 164.306(d)).</summary>
public enum SafeguardKind
{
    /// <summary>A standard, or a specification that is marked Required.</summary>
    Required,

    /// <summary>To be done where reasonable and appropriate; else the clinic writes down why not, and what it does instead.</summary>
    Addressable,
}

/// <summary>What a finding stands on.</summary>
public enum EvidenceBasis
{
    /// <summary>Asked of the running system a moment ago.</summary>
    Observed,

    /// <summary>So the program is written; the named test holds it. The running system was not asked.</summary>
    Tested,

    /// <summary>The clinic's own.</summary>
    Clinic,
}

/// <summary>What a check found.</summary>
/// <param name="Status">How it came out.</param>
/// <param name="Found">Plain words, with figures.</param>
/// <param name="Mend">What to do; null when there is nothing to do.</param>
public sealed record Finding(EvidenceStatus Status, string Found, string? Mend)
{
    /// <summary>As it should be.</summary>
    public static Finding Pass(string found) => new(EvidenceStatus.Pass, found, null);

    /// <summary>Not as it should be.</summary>
    public static Finding Fail(string found, string mend) => new(EvidenceStatus.Fail, found, mend);

    /// <summary>The clinic's own.</summary>
    public static Finding Clinic(string found, string mend) => new(EvidenceStatus.Clinic, found, mend);

    /// <summary>Pass, or fail with the mend.</summary>
    public static Finding When(bool good, string found, string mend) => good ? Pass(found) : Fail(found, mend);
}

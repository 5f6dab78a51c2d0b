namespace SecureText.Evidence;

/// <summary>The report: each line of the law against the running system (S14).</summary>
/// <param name="At">When the system was asked.</param>
/// <param name="Clinic">Whose it is.</param>
/// <param name="Version">Of the program.</param>
/// <param name="AskedBy">Name of who asked.</param>
/// <param name="Items">The checks, in the order of the law.</param>
/// <param name="Agreements">The register.</param>
public sealed record EvidenceReport(
    DateTimeOffset At,
    string Clinic,
    string Version,
    string AskedBy,
    IReadOnlyList<EvidenceItem> Items,
    IReadOnlyList<AgreementLine> Agreements)
{
    /// <summary>How many of each status.</summary>
    public EvidenceCounts Counts { get; } = new(
        Items.Count(item => item.Status == EvidenceStatus.Pass),
        Items.Count(item => item.Status == EvidenceStatus.Fail),
        Items.Count(item => item.Status == EvidenceStatus.Clinic));

    /// <summary>Judges the facts.</summary>
    public static EvidenceReport Of(EvidenceFacts facts, string askedBy)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new EvidenceReport(
            facts.Now, facts.Clinic, facts.Version, askedBy,
            [.. Safeguards.All.Select(one => one.Look(facts))],
            [.. AgreementRules.Lines(facts)]);
    }
}

/// <summary>One check as it came out.</summary>
/// <param name="Id">The line of the law; several checks may have the same.</param>
/// <param name="Check">Its own name, unique.</param>
/// <param name="Title">In plain words.</param>
/// <param name="Kind">Whether the law leaves a choice.</param>
/// <param name="Basis">What the finding stands on.</param>
/// <param name="Status">How it came out.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">What to do; null when there is nothing to do.</param>
/// <param name="Setting">Which setting decides it.</param>
/// <param name="Code">The file of the code.</param>
/// <param name="Test">The test, as <c>path#Method</c>.</param>
public sealed record EvidenceItem(
    string Id,
    string Check,
    string Title,
    SafeguardKind Kind,
    EvidenceBasis Basis,
    EvidenceStatus Status,
    string Found,
    string? Mend,
    string? Setting,
    string? Code,
    string? Test);

/// <summary>How many checks came out how.</summary>
public sealed record EvidenceCounts(int Pass, int Fail, int Clinic);

/// <summary>One agreement as it stands.</summary>
/// <param name="Id">Its own name.</param>
/// <param name="Service">What is used.</param>
/// <param name="Counterpart">Whose it is.</param>
/// <param name="What">What of patients it holds or carries.</param>
/// <param name="SignedOn">Since when there is an agreement.</param>
/// <param name="Reference">Where it is kept.</param>
/// <param name="ReviewOn">When to look at it again.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Mend">What to do; null when there is nothing to do.</param>
public sealed record AgreementLine(
    string Id,
    string Service,
    string Counterpart,
    string What,
    DateOnly? SignedOn,
    string? Reference,
    DateOnly? ReviewOn,
    EvidenceStatus Status,
    string? Mend);

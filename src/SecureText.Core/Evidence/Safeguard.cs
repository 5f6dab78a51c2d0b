namespace SecureText.Evidence;

/// <summary>One check of one line of the law: what is asked, and where its setting, its code and its test stand.</summary>
/// <param name="Check">Its own name, unique.</param>
/// <param name="Id">The line of the law, as <c>164.312(a)(2)(i)</c>; of title 45 unless it says another.</param>
/// <param name="Title">In plain words.</param>
/// <param name="Kind">Whether the law leaves a choice.</param>
/// <param name="Basis">What the finding stands on.</param>
internal sealed record Safeguard(string Check, string Id, string Title, SafeguardKind Kind, EvidenceBasis Basis)
{
    /// <summary>The setting that decides it; null when none does.</summary>
    public string? Setting { get; init; }

    /// <summary>The file of the code; null only for what is the clinic's own.</summary>
    public string? Code { get; init; }

    /// <summary>The test, as <c>path#Method</c>; null only for what is the clinic's own.</summary>
    public string? Test { get; init; }

    /// <summary>Judges what the running system answered. Pure.</summary>
    public required Func<EvidenceFacts, Finding> Judge { get; init; }

    /// <summary>The finding. A judgement that breaks is a fail too.</summary>
    public EvidenceItem Look(EvidenceFacts facts)
    {
        Finding finding;
        try
        {
            finding = Judge(facts);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            finding = Finding.Fail(
                $"This could not be judged: {e.GetType().Name}.", "This is a fault of the program: report it to who maintains it.");
        }

        return new EvidenceItem(
            Id, Check, Title, Kind, Basis, finding.Status, finding.Found, finding.Mend, Setting, Code, Test);
    }
}

namespace SecureText.Evidence;

/// <summary>A row of the register of business associate agreements (45 CFR 164.308(b)(3), 164.314(a)).</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Service">What is used.</param>
/// <param name="Counterpart">Whose it is.</param>
/// <param name="What">What of patients it holds or carries.</param>
public sealed record Agreement(string Id, string Service, string Counterpart, string What)
{
    /// <summary>When it was signed, or since when it is in force; null: there is none yet.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>Where the signed document is kept.</summary>
    public string? Reference { get; init; }

    /// <summary>When to look at it again.</summary>
    public DateOnly? ReviewOn { get; init; }
}

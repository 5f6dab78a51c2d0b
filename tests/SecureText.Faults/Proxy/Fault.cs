namespace SecureText.Faults.Proxy;

/// <summary>What the proxy does with a request.</summary>
internal enum FaultKind
{
    /// <summary>Hands it on and brings the answer back.</summary>
    None,

    /// <summary>Nobody listens at the address; what is under way breaks.</summary>
    Refuse,

    /// <summary>Hands it on after <see cref="Fault.Delay"/>.</summary>
    Slow,

    /// <summary>500, and nothing was done.</summary>
    Error,

    /// <summary>503 with Retry-After, and nothing was done.</summary>
    Unavailable,

    /// <summary>It was carried out; the connection breaks in the middle of the answer, or before one that has no body.</summary>
    Cut,

    /// <summary>It was carried out; the connection breaks instead of an answer.</summary>
    Lost,

    /// <summary>It was carried out; the answer says 500.</summary>
    ErrorAfter,
}

/// <summary>A fault and how often it strikes.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Every">1 strikes each request, 3 each third one; <see cref="FaultKind.Refuse"/> strikes all.</param>
internal sealed record Fault(FaultKind Kind, int Every = 1)
{
    internal static readonly Fault None = new(FaultKind.None);

    /// <summary>How long a request waits, when it is <see cref="FaultKind.Slow"/>.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>Which requests it strikes, by method and path with query; null is all.</summary>
    internal Func<string, string, bool>? Only { get; init; }
}

using System.Globalization;

namespace SecureText.Weeks;

/// <summary>A made-up patient: the clinic's own key of him, name, birth date, and a number that nobody has.</summary>
internal sealed record Person(string Key, string First, string Last, DateOnly Born, string Number)
{
    public bool IsSpanish { get; init; }

    /// <summary>IANA; <c>null</c> lives in the clinic's zone.</summary>
    public string? Zone { get; init; }

    /// <summary>Two letters; <c>null</c> lives in the clinic's state.</summary>
    public string? State { get; init; }

    /// <summary>False has agreed to nothing.</summary>
    public bool Agrees { get; init; } = true;

    /// <summary>Whether the health record's server tells of him, and the practice's list does not.</summary>
    public bool IsOfServer { get; init; }

    internal string Name => $"{First} {Last}";

    internal string BirthDate => Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal string Language => IsSpanish ? "es" : "en";
}

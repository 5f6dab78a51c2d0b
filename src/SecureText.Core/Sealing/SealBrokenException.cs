namespace SecureText.Sealing;

/// <summary>Why a sealed value did not open.</summary>
public enum SealBreak
{
    /// <summary>It is not a box: unknown version, bad key id, too short.</summary>
    Malformed,

    /// <summary>It was sealed under another key than the one given, or its salt or commitment was changed.</summary>
    WrongKey,

    /// <summary>It was sealed by this key, but its bytes or the place where it stands were changed.</summary>
    Altered,
}

/// <summary>A sealed value did not open. The message never holds anything of the value.</summary>
public sealed class SealBrokenException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SealBrokenException(SealBreak reason) : base($"The sealed value does not open: {reason}.") => Reason = reason;

    /// <summary>What is wrong with it.</summary>
    public SealBreak Reason { get; }
}

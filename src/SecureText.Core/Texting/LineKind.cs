namespace SecureText.Texting;

/// <summary>What kind of sender a clinic's line is. Carriers give each its own pace, part size and STOP handling.</summary>
public enum LineKind
{
    /// <summary>An 8xx number. The network itself answers STOP and START.</summary>
    TollFree,

    /// <summary>A local number registered for business texting (10DLC).</summary>
    TenDigit,

    /// <summary>Five or six digits.</summary>
    ShortCode,

    /// <summary>A name instead of a number; nobody can answer it.</summary>
    Alphanumeric,
}

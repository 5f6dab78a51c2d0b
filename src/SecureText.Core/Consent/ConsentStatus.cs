namespace SecureText.Consent;

/// <summary>Where a class of messages stands. Only <see cref="Granted"/> permits a text.</summary>
public enum ConsentStatus
{
    /// <summary>Nobody has said anything; means no.</summary>
    Unknown,

    /// <summary>The patient agreed.</summary>
    Granted,

    /// <summary>The patient withdrew.</summary>
    Withdrawn,
}

namespace SecureText.Consent;

/// <summary>What happened to a consent.</summary>
public enum ConsentChange
{
    /// <summary>The patient agreed.</summary>
    Granted,

    /// <summary>The patient withdrew.</summary>
    Withdrawn,

    /// <summary>A text sounded like a withdrawal: automated texts pause until a person has read it.</summary>
    ReviewAsked,

    /// <summary>A person has read it and decided; a withdrawal, if it was one, is a record of its own.</summary>
    ReviewClosed,
}

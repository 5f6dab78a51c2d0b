namespace SecureText.Consent;

/// <summary>How the clinic came to know of a change.</summary>
public enum ConsentSource
{
    /// <summary>The patient wrote first. Fills a gap only; never overrides a withdrawal.</summary>
    PatientInitiated,

    /// <summary>A keyword in a text.</summary>
    Keyword,

    /// <summary>Said to staff, who recorded it.</summary>
    Staff,

    /// <summary>A signed form, on paper or in the portal.</summary>
    Form,

    /// <summary>Reported by the carrier, as code 4007 (opted out). Never grants.</summary>
    Carrier,

    /// <summary>Came with a roster. Fills a gap only; never overrides a withdrawal.</summary>
    Import,
}

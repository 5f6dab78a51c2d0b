namespace SecureText.Texting;

/// <summary>How a text travels over the air.</summary>
public enum SmsEncoding
{
    /// <summary>3GPP TS 23.038 default alphabet: one septet a character, two for the extension table.</summary>
    Gsm7,

    /// <summary>UTF-16 units; an emoji takes two.</summary>
    Ucs2,
}

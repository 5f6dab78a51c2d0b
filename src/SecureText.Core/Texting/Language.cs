namespace SecureText.Texting;

/// <summary>A language the product writes and reads (mission W16).</summary>
public enum Language
{
    /// <summary>English; also when nothing is known.</summary>
    English,

    /// <summary>Spanish.</summary>
    Spanish,
}

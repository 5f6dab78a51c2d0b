using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>The same words in both languages of the clinic.</summary>
/// <param name="En">English.</param>
/// <param name="Es">Spanish.</param>
public sealed record Bilingual(string En, string Es)
{
    /// <summary>The words in one language.</summary>
    public string In(Language language) => language == Language.Spanish ? Es : En;
}

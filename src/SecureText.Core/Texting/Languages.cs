namespace SecureText.Texting;

/// <summary>Languages as the API and stored rows write them: <c>en</c> and <c>es</c>.</summary>
public static class Languages
{
    /// <summary>The two letters.</summary>
    public static string Code(this Language language) => language == Language.Spanish ? "es" : "en";

    /// <summary>Reads the two letters, exactly.</summary>
    public static bool TryParse(string? code, out Language language)
    {
        language = code == "es" ? Language.Spanish : Language.English;
        return code is "en" or "es";
    }
}

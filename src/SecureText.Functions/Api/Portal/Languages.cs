using SecureText.Texting;

namespace SecureText.Api.Portal;

/// <summary>Languages as the API names them.</summary>
internal static class Languages
{
    public static string Code(Language language) => language == Language.Spanish ? "es" : "en";

    public static bool TryRead(string? code, out Language language)
    {
        language = code == "es" ? Language.Spanish : Language.English;
        return code is "en" or "es";
    }
}

using SecureText.Texting;

namespace SecureText.Consent;

/// <summary>A keyword and the language it was written in. The default value is no keyword.</summary>
public readonly record struct KeywordReading(Keyword Keyword, Language Language);

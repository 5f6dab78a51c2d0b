namespace SecureText.Clinic;

/// <summary>One thing that is wrong with settings about to be stored.</summary>
/// <param name="Field">Where, as <c>automaticAnswers.help.es</c> or <c>forms[0].title.en</c>.</param>
/// <param name="Problem">One sentence: what is wrong, and what to do about it.</param>
public sealed record SettingsFinding(string Field, string Problem);

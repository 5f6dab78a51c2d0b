using SecureText.Texting;

namespace SecureText.Patients;

/// <summary>
/// A patient whose number it is, as staff have said: personal, so stored sealed only. A number may be of several (W18).
/// </summary>
/// <param name="DisplayName">What staff call the patient, 1 to <see cref="LongestName"/> characters.</param>
/// <param name="DateOfBirth">Asked for behind the link; null while nobody has said.</param>
/// <param name="Language">What the patient is written to in.</param>
public sealed record PatientRecord(string DisplayName, DateOnly? DateOfBirth, Language Language)
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 80;

    /// <summary>Most patients of one number: a household, not a mailing list.</summary>
    public const int MostOfANumber = 20;

    private const int OldestAge = 130;

    /// <summary>The name without the space around it; null when it is none.</summary>
    public static string? ReadName(string? text) =>
        text?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) && !new MessageText(name).HasLoneSurrogate
            ? name
            : null;

    /// <summary>Whether a person living today may be born on that day.</summary>
    public static bool IsBirth(DateOnly day, DateOnly today) => day <= today && day >= today.AddYears(-OldestAge);

    /// <summary>Never shows anything of the patient.</summary>
    public override string ToString() => "(patient)";
}

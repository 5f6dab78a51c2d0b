using System.Diagnostics.CodeAnalysis;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// The name the clinic signs its texts with, from the settings: 1 to 30 characters that a plain phone can show, and
/// nothing that tells what its patients are treated for ("Lakeside Oncology" would, in every text).
/// </summary>
public readonly record struct ClinicName
{
    /// <summary>Longest name, in characters, with which every standard reply still fits two parts.</summary>
    public const int Longest = 30;

    private readonly string? value;

    private ClinicName(string value) => this.value = value;

    /// <summary>The name; accents that the GSM alphabet lacks are dropped, since they would halve a text's length.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty clinic name.");

    /// <summary>Reads a name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClinicName name)
    {
        name = default;
        var folded = Gsm7.Fold(text?.Trim() ?? "");
        if (folded.Length is 0 or > Longest || !folded.All(c => !char.IsControl(c) && Gsm7.Septets(c) == 1)) return false;
        if (!Gate.Check(new MessageText(folded)).Passes) return false;
        name = new ClinicName(folded);
        return true;
    }

    /// <summary>Reads a name that must be good, as one from the settings.</summary>
    /// <exception cref="FormatException">With what to do about it.</exception>
    public static ClinicName Parse(string? text) => TryParse(text, out var name) ? name : throw new FormatException(
        $"A clinic name has 1 to {Longest} plain characters and no word that tells what patients are treated for.");

    /// <summary>The name; it is public.</summary>
    public override string ToString() => value ?? "(no name)";
}

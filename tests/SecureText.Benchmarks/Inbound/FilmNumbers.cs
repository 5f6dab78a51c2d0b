using System.Globalization;

namespace SecureText.Benchmarks.Inbound;

/// <summary>Numbers that no phone has: those that films use, in as many area codes as are needed.</summary>
internal static class FilmNumbers
{
    private const int InAnArea = 100;

    public static string NumberOf(int patient) =>
        string.Create(CultureInfo.InvariantCulture, $"+1{201 + (patient / InAnArea)}55501{patient % InAnArea:D2}");
}

using System.Globalization;

namespace SecureText.Faults;

/// <summary>Numbers kept for fiction, as many as a test needs.</summary>
internal static class Patients
{
    private static readonly int[] AreaCodes = [206, 253, 360, 425, 509, 564];

    public static string Number(int n) =>
        string.Create(CultureInfo.InvariantCulture, $"+1{AreaCodes[n / 80]}55501{20 + (n % 80):D2}");

    /// <summary>Replaces the number, so that two patients' lines can be compared.</summary>
    public static string Anonymous(string lines, int n) =>
        lines.Replace(Number(n)[1..], "(number)", StringComparison.Ordinal);
}

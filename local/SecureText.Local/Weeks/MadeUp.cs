using System.Globalization;

namespace SecureText.Weeks;

/// <summary>
/// Made-up people, the same ones each time. The names are in no telephone book and the numbers are kept for stories: every
/// area code has 555-0100 to 555-0199.
/// </summary>
internal static class MadeUp
{
    private static readonly string[] First =
    [
        "Alba", "Bram", "Cleo", "Dario", "Elin", "Faro", "Greta", "Hugo", "Iris", "Jonas", "Kaia", "Leon", "Mira", "Nils",
        "Odile", "Pablo", "Quinn", "Rosa", "Sven", "Tilda", "Ulma", "Vito", "Wanda", "Xenia", "Yara",
    ];

    // Long enough to be unmistakable when they are looked for in storage.
    private static readonly string[] Last =
    [
        "Ashmoorly", "Brackwell", "Cinderhow", "Dunsparrow", "Elmthicket", "Fallowgate", "Gorsebridge", "Hollowmere",
        "Inglewicken", "Juniperhay", "Kettlewold", "Larkspindle", "Mossgrieve", "Nettlecombe", "Oakenfrost", "Pennywhort",
        "Quillbarrow", "Rushbeckett", "Sedgewander", "Thistledown", "Umberfield", "Vinterhollow", "Wrenscastle",
        "Yarrowgarth", "Zephyrcroft",
    ];

    /// <summary>The doctors of the clinic.</summary>
    internal static IReadOnlyList<string> Doctors { get; } = ["Quandlebury", "Ferrowhistle", "Marchbanksy", "Ollivander-Roe"];

    internal static IReadOnlyList<string> LastNames => Last;

    /// <summary>Every area code of North America that a number may have, but those of services and of the simulator.</summary>
    internal static IReadOnlyList<int> AreaCodes { get; } =
    [
        .. Enumerable.Range(201, 799).Where(code =>
            code % 100 != 11 && (code / 10) % 10 != 9 && code is not (400 or 500 or 555 or 700 or 900 or 999)
            && code / 100 is >= 2 and <= 9 && code % 100 != 0),
    ];

    /// <summary>The <paramref name="index"/>th number, of as many as there are area codes times a hundred.</summary>
    internal static string Number(int index) => string.Create(
        CultureInfo.InvariantCulture, $"+1{AreaCodes[index % AreaCodes.Count]}555{100 + index / AreaCodes.Count:0000}");

    /// <summary>The <paramref name="index"/>th person. No two have the same first and last name up to 625.</summary>
    internal static Person Person(int index) => new(
        string.Create(CultureInfo.InvariantCulture, $"P-{index + 1:00000}"),
        First[index % First.Length],
        Last[(index + index / First.Length) % Last.Length],
        new DateOnly(1936, 1, 15).AddDays(index * 131 % 23_000),
        Number(index * 3 % (AreaCodes.Count * 100)));

    /// <summary>What is owed on the <paramref name="index"/>th statement: over a thousand, so that it is unmistakable.</summary>
    internal static string Amount(int index) => string.Create(CultureInfo.InvariantCulture, $"{1_204.17m + index * 37.31m:0.00}");
}

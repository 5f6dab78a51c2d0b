using SecureText.Clinic;

namespace SecureText.Evidence;

/// <summary>Holds the register to its rules before it is stored.</summary>
internal static class AgreementCheck
{
    private const int MostAgreements = 50;
    private const int LongestName = 120;
    private const int LongestText = 500;

    internal static IEnumerable<SettingsFinding> Check(IReadOnlyList<Agreement> agreements) =>
        Wordings.AtMost("agreements", agreements.Count, MostAgreements)
            .Concat(Wordings.Ids("agreements", agreements.Select(row => row.Id)))
            .Concat(agreements.SelectMany((row, i) => Row($"agreements[{i}]", row)))
            .Concat(AgreementRules.Needed.Except(agreements.Select(row => row.Id)).Select(id => new SettingsFinding(
                "agreements",
                $"The program uses {ClinicDefaults.Agreements.First(needed => needed.Id == id).Service}: keep its row, also while nothing is signed.")));

    private static IEnumerable<SettingsFinding> Row(string at, Agreement row) =>
        Wordings.Check($"{at}.service", row.Service, LongestName)
            .Concat(Wordings.Check($"{at}.counterpart", row.Counterpart, LongestName))
            .Concat(Wordings.Check($"{at}.what", row.What, LongestText))
            .Concat(string.IsNullOrEmpty(row.Reference) ? [] : Wordings.Check($"{at}.reference", row.Reference, LongestText))
            .Concat(row is { SignedOn: null, ReviewOn: not null }
                ? [new SettingsFinding($"{at}.reviewOn", "There is nothing to review yet: write down first when it was signed.")]
                : [])
            .Concat(row is { SignedOn: { } signed, ReviewOn: { } review } && review <= signed
                ? [new SettingsFinding($"{at}.reviewOn", "The review must come after the signing.")]
                : []);
}

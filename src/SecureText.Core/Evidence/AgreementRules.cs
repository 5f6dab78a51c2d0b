using System.Globalization;
using SecureText.Clinic;

namespace SecureText.Evidence;

/// <summary>How the agreements of the register stand. Pure.</summary>
internal static class AgreementRules
{
    /// <summary>The row of whoever else's program sends patients, visits or events in. Asked for only when one does.</summary>
    public const string Importer = "importer";

    /// <summary>The rows of what the program itself always uses. They may be filled in, not taken away.</summary>
    public static IReadOnlyList<string> Needed { get; } =
        [.. ClinicDefaults.Agreements.Select(agreement => agreement.Id)];

    /// <summary>The rows with how each stands; without the importer's where nobody imports and nothing is written in it.</summary>
    public static IEnumerable<AgreementLine> Lines(EvidenceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Settings.Answer is not { } settings) return [];
        var register = settings.Current.Agreements;
        var missing = ClinicDefaults.Agreements.Where(needed => register.All(row => row.Id != needed.Id));
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(facts.Now, facts.TimeZone).DateTime);
        return register.Concat(missing)
            .Where(row => row.Id != Importer || row.SignedOn is not null || Imports(facts))
            .Select(row => Line(row, today));
    }

    /// <summary>The register as a whole, for its line of the report.</summary>
    public static Finding Judge(EvidenceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Settings.Judge(_ =>
        {
            var lines = Lines(facts).ToList();
            var bad = lines.Where(line => line.Status == EvidenceStatus.Fail).Select(line => line.Service).ToList();
            var open = lines.Where(line => line.Status == EvidenceStatus.Clinic).Select(line => line.Service).ToList();
            var found = string.Create(
                CultureInfo.InvariantCulture,
                $"{lines.Count - bad.Count - open.Count} of {lines.Count} services have a signed agreement in the register.");
            if (bad.Count > 0)
                return Finding.Fail($"{found} Past or wrong: {string.Join(", ", bad)}.", "Look at these agreements again and write the new dates into the register.");
            return open.Count > 0
                ? Finding.Clinic($"{found} Not yet: {string.Join(", ", open)}.", "Sign what is missing, then write date and place into the register (settings, agreements).")
                : Finding.Pass(found);
        });
    }

    // What could not be asked counts as in use.
    private static bool Imports(EvidenceFacts facts) => facts.Partners.Answer is not { Secrets.Count: 0, Imports: 0 };

    private static AgreementLine Line(Agreement row, DateOnly today)
    {
        var (status, mend) = Stand(row, today);
        return new AgreementLine(
            row.Id, row.Service, row.Counterpart, row.What, row.SignedOn, row.Reference, row.ReviewOn, status, mend);
    }

    private static (EvidenceStatus Status, string? Mend) Stand(Agreement row, DateOnly today) => row switch
    {
        { SignedOn: null } => (EvidenceStatus.Clinic, "Sign it, or find out since when it is in force, and write the date here."),
        { SignedOn: var on } when on > today => (EvidenceStatus.Fail, "The date of signing lies in the future: correct it."),
        { ReviewOn: { } due } when due < today => (EvidenceStatus.Fail, "Its date of review is past: look at it again and set the next date."),
        { Reference: null or "" } => (EvidenceStatus.Clinic, "Write down where the signed document is kept."),
        _ => (EvidenceStatus.Pass, null),
    };
}

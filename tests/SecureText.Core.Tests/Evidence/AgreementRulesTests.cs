using SecureText.Clinic;
using SecureText.Sending;

namespace SecureText.Evidence;

public class AgreementRulesTests
{
    private static readonly ClinicName Clinic = ClinicName.Parse("Lakeside Clinic");

    // The day of GoodFacts.Now.
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Fact]
    public void Rows_that_nobody_has_filled_in_are_for_the_clinic_to_do()
    {
        var lines = Lines(ClinicDefaults.Agreements);
        Assert.Equal(ClinicDefaults.Agreements.Count, lines.Count);
        Assert.All(lines, line => Assert.Equal(EvidenceStatus.Clinic, line.Status));
        Assert.All(lines, line => Assert.False(string.IsNullOrEmpty(line.Mend)));
    }

    [Theory]
    [InlineData(-1, "Drawer 3", null, EvidenceStatus.Pass)]
    [InlineData(0, "Drawer 3", 0, EvidenceStatus.Pass)]
    [InlineData(-9, "Drawer 3", -1, EvidenceStatus.Fail)]
    [InlineData(1, "Drawer 3", null, EvidenceStatus.Fail)]
    [InlineData(-1, null, null, EvidenceStatus.Clinic)]
    [InlineData(-1, "", null, EvidenceStatus.Clinic)]
    [InlineData(null, "Drawer 3", null, EvidenceStatus.Clinic)]
    public void Row_stands_as_its_dates_say(int? signedOn, string? reference, int? review, EvidenceStatus status)
    {
        var row = ClinicDefaults.Agreements[0] with { SignedOn = Day(signedOn), Reference = reference, ReviewOn = Day(review) };
        var line = Lines([row])[0];
        Assert.Equal(status, line.Status);
        Assert.Equal(status == EvidenceStatus.Pass, line.Mend is null);

        static DateOnly? Day(int? days) => days is { } some ? Today.AddDays(some) : null;
    }

    [Fact]
    public void Service_that_is_missing_in_the_register_is_listed_all_the_same()
    {
        var lines = Lines([GoodFacts.Settings.Agreements[3]]);
        Assert.Equal(ClinicDefaults.Agreements.Count, lines.Count);
        Assert.Equal(1, lines.Count(line => line.Status == EvidenceStatus.Pass));
    }

    [Fact]
    public void Importer_is_asked_for_only_when_somebody_imports_or_it_is_not_known()
    {
        Assert.DoesNotContain(Lines(ClinicDefaults.Agreements, new PartnerFacts([], 0)), line => line.Id == "importer");
        Assert.Contains(Lines(ClinicDefaults.Agreements, new PartnerFacts([], 1)), line => line.Id == "importer");
        Assert.Contains(Lines(ClinicDefaults.Agreements, new PartnerFacts([GoodFacts.Now], 0)), line => line.Id == "importer");
        Assert.Contains(
            AgreementRules.Lines(With(ClinicDefaults.Agreements) with { Partners = Asked.Silent<PartnerFacts>("IOException") }),
            line => line.Id == "importer");
    }

    [Fact]
    public void Register_is_as_good_as_its_worst_row()
    {
        var good = GoodFacts.Settings.Agreements;
        Assert.Equal(EvidenceStatus.Pass, AgreementRules.Judge(With(good)).Status);
        Assert.Equal(EvidenceStatus.Clinic, AgreementRules.Judge(With([.. good.Skip(1)])).Status);
        Assert.Equal(
            EvidenceStatus.Fail, AgreementRules.Judge(With([good[0] with { ReviewOn = Today.AddDays(-1) }, .. good.Skip(2)])).Status);
    }

    [Fact]
    public void Register_that_cannot_be_read_has_no_rows_and_fails()
    {
        Assert.Empty(AgreementRules.Lines(GoodFacts.Silent));
        Assert.Equal(EvidenceStatus.Fail, AgreementRules.Judge(GoodFacts.Silent).Status);
    }

    [Fact]
    public void Check_lets_rows_be_added_and_filled_in_but_not_taken_away()
    {
        Agreement added = new("a1", "Shredding of paper", "Paper Ltd.", "Printed exports.");
        Assert.Empty(Check([.. GoodFacts.Settings.Agreements, added]));
        var finding = Assert.Single(Check([.. GoodFacts.Settings.Agreements.Skip(1)]));
        Assert.Contains("Azure Storage", finding.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agreements[0].service", "", "x", "x", null, null, null)]
    [InlineData("agreements[0].counterpart", "x", " ", "x", null, null, null)]
    [InlineData("agreements[0].what", "x", "x", "\u0001", null, null, null)]
    [InlineData("agreements[0].reviewOn", "x", "x", "x", null, null, "2027-01-01")]
    [InlineData("agreements[0].reviewOn", "x", "x", "x", "2027-01-01", null, "2027-01-01")]
    [InlineData("agreements[0].reference", "x", "x", "x", "2027-01-01", "\u0002", null)]
    public void Check_names_the_field(string field, string service, string with, string what, string? signedOn, string? reference, string? review)
    {
        var row = ClinicDefaults.Agreements[0] with
        {
            Service = service,
            Counterpart = with,
            What = what,
            Reference = reference,
            SignedOn = Day(signedOn),
            ReviewOn = Day(review),
        };
        Assert.Equal(field, Assert.Single(Check([row, .. ClinicDefaults.Agreements.Skip(1)])).Field);

        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<SettingsFinding> Check(IReadOnlyList<Agreement> rows) =>
        SettingsCheck.Check("agreements", GoodFacts.Settings with { Agreements = rows }, Clinic);

    private static List<AgreementLine> Lines(IReadOnlyList<Agreement> rows, PartnerFacts? partners = null) =>
        [.. AgreementRules.Lines(With(rows) with { Partners = Asked.Of(partners ?? GoodFacts.Partners) })];

    private static EvidenceFacts With(IReadOnlyList<Agreement> rows) =>
        GoodFacts.All with { Settings = Asked.Of(new SettingsFacts(GoodFacts.Settings with { Agreements = rows }, false, true)) };
}

using System.Text;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>Sends files in and has them worked through, as the pages and the orchestration would.</summary>
internal static class ImportClinic
{
    public const string Patients =
        """
        MRN,First name,Last name,DOB,Cell phone,Language,State,Text consent,Consent date
        A-1,Ana,Soto,1980-01-31,(206) 555-0123,es,WA,appointments; billing,2026-01-02
        A-2,Ben,Soto,2015-05-05,206-555-0123,en,,,
        A-3,Cy,Long,1970-02-02,(555) 0123,en,,yes,
        A-4,Dee,Marsh,1990-03-03,206-555-0125,en,HI,yes,
        """;

    public const string Visits =
        """
        Appointment ID,Patient ID,Date,Time,Provider,Location,Status
        V-1,A-1,2026-11-24,2:30 PM,"Dr. Luz Rivera, MD",North office,Scheduled
        V-2,A-9,2026-11-24,3:30 PM,Rivera,North office,Scheduled
        """;

    public static async Task<(ImportFile File, IReadOnlyList<WaitingRow> Refused)> ImportAsync(
        this TestClinic clinic, ImportKind kind, string text)
    {
        var (file, _, refusal) = await clinic.Get<ImportUpload>().TakeAsync(kind, "people.csv", Encoding.UTF8.GetBytes(text), "u1", default);
        Assert.True(file is not null, refusal);
        return await clinic.RunAsync(file.Id);
    }

    public static async Task<(ImportFile File, IReadOnlyList<WaitingRow> Refused)> RunAsync(this TestClinic clinic, string import)
    {
        var store = clinic.Get<ImportStore>();
        var row = (await store.FindAsync(import, default))!;
        var mapping = row.File.Facts.Mapping;
        var twice = await clinic.Get<ImportPreview>().TwiceAsync(row.File, mapping, default);
        var started = (await clinic.Get<ImportStart>().StartAsync(row, mapping, twice, "staff:u1", "c", default))!;
        var (counts, refused) = (new ImportCounts(), new List<WaitingRow>());
        for (var part = 0; part < started.Parts; part++)
        {
            counts = counts.Plus(await clinic.Get<ImportBatches>().RunAsync(import, part, default));
            refused.AddRange(await clinic.Get<ImportParts>().ReadAsync(import, new ImportPart(part, Refused: true), default));
        }

        await clinic.Get<ImportBatches>().TellAsync(import, started.Runs, counts, ImportState.Done, default);
        return ((await store.FindAsync(import, default))!.File, refused);
    }
}

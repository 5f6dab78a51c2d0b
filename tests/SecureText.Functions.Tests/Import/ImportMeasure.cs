using System.Diagnostics;
using System.Globalization;
using System.Text;
using SecureText.Harness;
using Xunit.Abstractions;

namespace SecureText.Import;

/// <summary>
/// A measurement, not a test: <c>SECURETEXT_MEASURE_ROWS=50000 dotnet test --filter FullyQualifiedName~ImportMeasure</c> says how many
/// rows a second, storage requests a row and bytes it takes. Without the variable it is skipped.
/// </summary>
public class ImportMeasure(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string Variable = "SECURETEXT_MEASURE_ROWS";

    [MeasuredFact]
    public async Task Import_of_many_rows()
    {
        var rows = int.Parse(Environment.GetEnvironmentVariable(Variable)!, CultureInfo.InvariantCulture);
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter);
        var patients = new StringBuilder("MRN,Full name,DOB,Mobile,Text consent\n");
        var visits = new StringBuilder("Appointment ID,Patient ID,Date,Time,Provider\n");
        for (var i = 0; i < rows; i++)
        {
            patients.Append(CultureInfo.InvariantCulture, $"P-{i},Person {i},1980-01-31,{200 + (i / 100)}-555-01{i % 100:D2},yes\n");
            visits.Append(CultureInfo.InvariantCulture, $"V-{i},P-{i},2026-12-{1 + (i % 28):D2},9:30 AM,Rivera\n");
        }

        await MeasureAsync("patients, new", ImportKind.Patient, patients.ToString());
        await MeasureAsync("patients, the same again", ImportKind.Patient, patients.ToString());
        await MeasureAsync("appointments, new", ImportKind.Appointment, visits.ToString());

        async Task MeasureAsync(string what, ImportKind kind, string text)
        {
            var (before, clock) = (counter.Requests.Count, Stopwatch.StartNew());
            var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(kind, "x", Encoding.UTF8.GetBytes(text), "u1", default);
            var upload = clock.Elapsed;
            await clinic.Get<ImportPreview>().ReadAsync(file!, file!.Facts.Mapping, default);
            var check = clock.Elapsed - upload;
            var (checkedAt, requests) = (clock.Elapsed, counter.Requests.Count);
            var counts = (await clinic.RunAsync(file.Id)).File.Counts;
            var apply = clock.Elapsed - checkedAt;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {counts}; upload {upload.TotalSeconds:F1} s, check {check.TotalSeconds:F1} s, apply {apply.TotalSeconds:F1} s = {rows / apply.TotalSeconds:F0} rows/s; "
                + $"{(double)(counter.Requests.Count - requests) / rows:F2} requests a row, {requests - before} for upload and check; "
                + $"heap {GC.GetTotalMemory(false) / 1e6:F0} MB, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
        }
    }

    private sealed class MeasuredFactAttribute : FactAttribute
    {
        public MeasuredFactAttribute() => Skip = Environment.GetEnvironmentVariable(Variable) is null ? $"Set {Variable}." : null;
    }
}

using System.Diagnostics;
using System.Globalization;
using SecureText.Benchmarks.Measure;
using SecureText.Clock;
using SecureText.Demo;
using SecureText.Run;
using SecureText.Weeks;

namespace SecureText.Benchmarks.Campaign;

/// <summary>Files of patients through the page's interface, beside the same rows read and written bare on the same storage.</summary>
internal static class ImportBenchmark
{
    private const int Rounds = 3;
    private const int Usual = 1_500;
    private const int Small = 100;

    // Only the timers run faster: the import itself takes what it takes.
    private const double Factor = 20;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var size = options.SizeOr(Usual, Small);
        var folder = Directory.CreateTempSubdirectory("securetext-import-").FullName;
        using var clock = LocalClock.Create(Path.Combine(folder, "clock"), ClinicCalendar.At(0, 8, 30));
        var local = new LocalOptions().Apart(folder) with { Clock = clock, Measured = true };
        await using var system = await LocalSystem.StartAsync(local, ClinicCalendar.Clinic, say, token);
        await DemoStaff.SeedAsync(system, token);
        clock.Run(Factor);
        var files = new FileImport(new StaffDesk(system, clock), stop => Task.Delay(Poll, stop));
        var bare = await BareRows.OpenAsync(system.Azurite.ConnectionString, token);

        // The first file makes tables, keys and code warm, and counts for nothing.
        var imported = 0;
        await ImportAsync(Math.Min(size, 100));
        await bare.WriteAsync(100, token);
        var asked = system.Azurite.Requests;
        var (import, floor) = (new List<double>(), new List<double>());
        long requests = 0;
        for (var round = 0; round < Rounds; round++)
        {
            asked = system.Azurite.Requests;
            import.Add(size / await ImportAsync(size));
            requests += system.Azurite.Requests - asked;
            floor.Add(size / await TimeAsync(() => bare.WriteAsync(size, token)));
            say(string.Create(CultureInfo.InvariantCulture, $"{import[^1]:0} rows a second, bare {floor[^1]:0}"));
        }

        return
        [
            new(
                "import: rows", "patients of a file, from sending it to done; the floor reads and writes the rows that one patient becomes, 48 at once.",
                "rows/s", Measure.Rounds.Median(import), Measure.Rounds.Median(floor), Measure.Rounds.Median(import.Zip(floor, (a, b) => a / b)), null, Rounds),
            new(
                "import: storage requests", "requests to storage for each row, by storage's own log, beside those of the floor.",
                "a row", (double)requests / (Rounds * size), BareRows.RequestsOfARow, (double)requests / (Rounds * size) / BareRows.RequestsOfARow, null, Rounds),
        ];

        async Task<double> ImportAsync(int people)
        {
            var sheet = new Sheet("Patient ID", "First name", "Last name", "Date of birth", "Mobile", "Language", "Text consent", "Consent date");
            for (var n = 0; n < people; n++, imported++)
            {
                var person = MadeUp.Person(imported);
                sheet.Add(
                    person.Key, person.First, person.Last, person.BirthDate, MadeUp.Number(imported), imported % 3 == 2 ? "Spanish" : "English", "yes", "2026-09-01");
            }

            return await TimeAsync(async () => Expect.Equal(
                people, (int)(await files.RunAsync("patient", $"{imported}.csv", $"{sheet}", token))["new"]!, "people imported"));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

using System.Globalization;
using System.Net.Http.Json;
using SecureText.Clock;
using SecureText.Demo;
using SecureText.Run;
using SecureText.Weeks;

namespace SecureText.Broadcast;

/// <summary>Writes to many over one toll-free line, and measures how well the line is used and what it costs.</summary>
internal sealed class BroadcastRun
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    // Without a text for so long, of the machine's time, nothing more is coming.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    private readonly LocalOptions options;
    private readonly LocalSystem system;
    private readonly LocalClock clock;
    private readonly StaffDesk desk;
    private readonly Action<string> say;

    private BroadcastRun(LocalOptions options, LocalSystem system, LocalClock clock, Action<string> say)
    {
        (this.options, this.system, this.clock, this.say) = (options, system, clock, say);
        desk = new StaffDesk(system, clock);
    }

    internal static async Task<int> RunAsync(LocalOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        try
        {
            var figures = await MeasureAsync(options, say, cancellationToken);
            figures.Tell(say);
            Expect.Equal(figures.Everybody, figures.Sent, "texts of the campaigns");
            Expect.Equal(0, figures.Refused, "requests refused as too fast");
            return 0;
        }
        catch (ExpectationException problem)
        {
            say($"BROKEN: {problem.Message}");
            return 1;
        }
    }

    /// <summary>Measures; what was not sent, or was refused, stands in the figures.</summary>
    /// <exception cref="ExpectationException">It could not be measured.</exception>
    internal static async Task<BroadcastFigures> MeasureAsync(
        LocalOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("securetext-broadcast-").FullName;
        using var clock = LocalClock.Create(Path.Combine(folder, "clock"), ClinicCalendar.At(0, 8, 30));
        var apart = options.Apart(folder) with { Clock = clock, Measured = true };
        await using var system = await LocalSystem.StartAsync(apart, ClinicCalendar.Clinic, say, cancellationToken);
        say($"The functions write to {system.FunctionsLog}");
        return await new BroadcastRun(options, system, clock, say).RunAsync(cancellationToken);
    }

    private async Task<BroadcastFigures> RunAsync(CancellationToken cancellationToken)
    {
        await DemoStaff.SeedAsync(system, cancellationToken);
        clock.Run(options.Factor);
        var (seconds, requests) = await ImportAsync(cancellationToken);
        var (asked, tally) = (system.Azurite.Requests, system.Azurite.Tally);
        var line = new LineMeter(system.Handset.Network, clock);
        for (var i = 1; i <= options.Campaigns; i++) await StartAsync(i, cancellationToken);
        var waits = await WatchAsync(line, options.People * options.Campaigns, cancellationToken);
        clock.Run(1);
        await system.Handset.IdleAsync(cancellationToken);
        var sent = Math.Max(1, line.Sent);
        return new BroadcastFigures
        {
            Options = options,
            Rate = system.Clinic.Line.RatePerMinute,
            ImportSeconds = seconds,
            ImportRequests = requests,
            Sent = line.Sent,
            Minutes = line.Minutes,
            Seconds = line.Seconds,
            SteadyPerMinute = line.SteadyPerMinute,
            SteadyMinutes = line.SteadyMinutes,
            Refused = system.Handset.Network.Refused,
            MostInAMinute = system.Handset.MostInAMinute,
            Requests = (double)(system.Azurite.Requests - asked) / sent,
            Kinds = [.. system.Azurite.Tally
                .Select(one => (one.Key, Each: (double)(one.Value - tally.GetValueOrDefault(one.Key)) / sent))
                .Where(one => one.Each >= 0.1)
                .OrderByDescending(one => one.Each)],
            Peak = system.FunctionsPeak,
            Waits = waits,
        };
    }

    // How long the patients took, and what each cost.
    private async Task<(double Seconds, double Requests)> ImportAsync(CancellationToken cancellationToken)
    {
        var sheet = new Sheet("Patient ID", "First name", "Last name", "Date of birth", "Mobile", "Language", "Text consent", "Consent date");
        for (var i = 0; i < options.People; i++)
        {
            var person = MadeUp.Person(i) with { Number = MadeUp.Number(i) };
            sheet.Add(person.Key, person.First, person.Last, person.BirthDate, person.Number, i % 3 == 2 ? "Spanish" : "English", "yes", "2026-09-01");
        }

        var begun = TimeProvider.System.GetTimestamp();
        var asked = system.Azurite.Requests;
        var files = new FileImport(desk, stop => Task.Delay(Poll, stop));
        var done = await files.RunAsync("patient", "everybody.csv", $"{sheet}", cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        var requests = (double)(system.Azurite.Requests - asked) / options.People;
        Expect.Equal(options.People, (int)done["new"]!, "people imported");
        say(string.Create(CultureInfo.InvariantCulture, $"imported {options.People} in {took:0} s"));
        if (options.Campaigns == 1) return (took, requests);

        // A day that has gone by: a recall of today goes at noon, when the first campaign has long been sent.
        var recalls = new Sheet("Recall ID", "Patient ID", "Recall date");
        for (var i = 0; i < options.People; i++) recalls.Add($"R-{i}", MadeUp.Person(i).Key, "2026-11-20");
        await files.RunAsync("recall", "recalls.csv", $"{recalls}", cancellationToken);
        return (took, requests);
    }

    private async Task StartAsync(int number, CancellationToken cancellationToken)
    {
        var manager = await desk.ManagerAsync(cancellationToken);
        var headers = new Dictionary<string, string> { ["Idempotency-Key"] = $"broadcast-{number}" };

        // The same news is not started twice a day; the second campaign recalls everybody.
        var (playbook, kind) = number == 1 ? ("broadcast", "patient") : ("recall", "recall");
        var body = JsonContent.Create(new { name = $"campaign {number}", playbook, selection = new { kind }, ongoing = false });
        (await manager.PostAsync("api/campaigns", body, headers, cancellationToken)).Must(201);
    }

    // In memory only: whatever asked storage here would be counted.
    private async Task<IReadOnlyList<TimeSpan>> WatchAsync(LineMeter line, int everybody, CancellationToken cancellationToken)
    {
        var replies = new List<StaffReply>();
        var (last, quiet) = (0, TimeProvider.System.GetTimestamp());
        while (line.Sent < everybody && TimeProvider.System.GetElapsedTime(quiet) < Silence)
        {
            await Task.Delay(Poll, cancellationToken);
            line.Look();
            if (line.Sent != last) (last, quiet) = (line.Sent, TimeProvider.System.GetTimestamp());
            if (replies.Count < 3 && line.Sent >= everybody * (replies.Count + 1) / 4)
            {
                replies.Add(await StaffReply.SendAsync(system, desk, clock, replies.Count, cancellationToken));
                line.Others = 2 * replies.Count;
            }
        }

        return [.. replies.Select(reply => reply.Waited(system.Handset.Network))];
    }
}

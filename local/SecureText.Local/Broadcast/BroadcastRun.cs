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
        var folder = Directory.CreateTempSubdirectory("securetext-broadcast-").FullName;
        using var clock = LocalClock.Create(Path.Combine(folder, "clock"), ClinicCalendar.At(0, 8, 30));
        var apart = options.Apart(folder) with { Clock = clock, Measured = true };
        await using var system = await LocalSystem.StartAsync(apart, ClinicCalendar.Clinic, say, cancellationToken);
        try
        {
            return await new BroadcastRun(options, system, clock, say).RunAsync(cancellationToken);
        }
        catch (ExpectationException problem)
        {
            say($"BROKEN: {problem.Message} ({system.FunctionsLog})");
            return 1;
        }
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await DemoStaff.SeedAsync(system, cancellationToken);
        clock.Run(options.Factor);
        await ImportAsync(cancellationToken);
        var (asked, tally) = (system.Azurite.Requests, system.Azurite.Tally);
        var line = new LineMeter(system.Handset.Network, clock);
        for (var i = 1; i <= options.Campaigns; i++) await StartAsync(i, cancellationToken);
        var everybody = options.People * options.Campaigns;
        var waits = await WatchAsync(line, everybody, cancellationToken);
        clock.Run(1);
        await system.Handset.IdleAsync(cancellationToken);

        var sent = line.Sent;
        Say($"{options.People} people, {options.Campaigns} at once, clock {options.Factor} times as fast, line of {system.Clinic.Line.RatePerMinute} a minute");
        Say($"sent: {sent} of {everybody} in {line.Minutes:0.0} minutes of the clock, {line.Seconds:0} s of the machine's");
        Say($"use of the line's rate over the steady part (from the first tenth to the last): {100 * line.SteadyPerMinute / system.Clinic.Line.RatePerMinute:0.0}% ({line.SteadyPerMinute:0.0} a minute)");
        Say($"refused as too fast (429): {system.Handset.Network.Refused}");
        Say($"storage requests a recipient, from the start on, as storage itself counts them: {(double)(system.Azurite.Requests - asked) / Math.Max(1, sent):0.0}");
        foreach (var (kind, count) in system.Azurite.Tally.OrderByDescending(one => one.Value - tally.GetValueOrDefault(one.Key)).Take(30))
            Say($"    {(double)(count - tally.GetValueOrDefault(kind)) / Math.Max(1, sent):0.00}  {kind}");
        Say($"most memory of the functions (VmHWM): {system.FunctionsPeak / 1_048_576.0:0} MB");
        Say($"a reply of staff in the middle of it waited: {string.Join(", ", waits.Select(wait => string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.0} s")))} of the clock");
        Expect.Equal(everybody, sent, "texts of the campaigns");
        Expect.Equal(0, system.Handset.Network.Refused, "requests refused as too fast");
        return 0;
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
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
        Say($"imported: {done["new"]} people in {took:0} s of the machine's, {(double)(system.Azurite.Requests - asked) / options.People:0.0} storage requests each");
        if (options.Campaigns == 1) return;
        var recalls = new Sheet("Recall ID", "Patient ID", "Recall date");
        for (var i = 0; i < options.People; i++) recalls.Add($"R-{i}", MadeUp.Person(i).Key, "2026-11-23");
        await files.RunAsync("recall", "recalls.csv", $"{recalls}", cancellationToken);
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

    private void Say(FormattableString line) => say(line.ToString(CultureInfo.InvariantCulture));
}

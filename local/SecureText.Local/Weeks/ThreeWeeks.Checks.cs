using SecureText.Canary;
using SecureText.Demo;

namespace SecureText.Weeks;

/// <content>What must have come of it all.</content>
internal sealed partial class ThreeWeeks
{
    private static readonly string[] ExpectedActions = ["message.received", "message.sent", "message.report", "staff.sign-in"];

    private Task<string> TextsAsync(CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        foreach (var group in script.Parts.GroupBy(part => part.Person.Number))
        {
            var expected = group.Sum(part => part.Truth.Sent - part.Truth.Failed);
            var got = patients.Campaign(group.First().Person).Count;
            if (got != expected)
                wrong.Add($"{string.Join(" + ", group.Select(part => $"{part.Campaign}, {part.Branch}"))}: expected {expected}, got {got}");
        }

        var kinds = wrong.GroupBy(one => one).Select(one => $"{one.Count()} x {one.Key}").ToList();
        Expect.That(kinds.Count == 0, $"{wrong.Count} patients: {string.Join("; ", kinds.Take(12))}");
        return Task.FromResult($"{script.Parts.Count} journeys, {script.Parts.Select(part => (part.Campaign, part.Branch)).Distinct().Count()} branches");
    }

    private Task<string> LeaversAsync(CancellationToken cancellationToken)
    {
        foreach (var (person, words) in script.Leavers)
        {
            var thread = system.Handset.Network.Thread(person.Number);
            var left = thread.Single(text => text.Text == words);
            var after = thread.Where(text => text.Sequence > left.Sequence && text.From == Simulator.Sender.Clinic).ToList();
            Expect.That(after.Count == 0, $"after '{words}' the clinic sent {after.Count} texts: {string.Join(" / ", after.Select(one => one.Text))}");
        }

        return Task.FromResult($"{script.Leavers.Count} patients in several campaigns; the network itself answers STOP");
    }

    private async Task<string> FiguresAsync(CancellationToken cancellationToken)
    {
        var owner = await desk.OwnerAsync(cancellationToken);
        var from = Uri.EscapeDataString($"{ClinicCalendar.At(0, 0, 0):O}");
        var until = Uri.EscapeDataString($"{ClinicCalendar.At(ClinicCalendar.LastDay + 1, 0, 0):O}");
        var figures = (await owner.GetAsync($"api/figures?from={from}&until={until}", cancellationToken)).Must(200).Json!;
        var wrong = new List<string>();
        foreach (var (campaign, id) in ids)
        {
            var got = figures["byCampaign"]!.AsArray().Single(one => (string?)one!["id"] == id)!["figures"]!;
            table.Add(FiguresTable.Line(campaign, got));
            wrong.AddRange(FiguresTable.Differences(campaign, script.Of(campaign), got));
        }

        table.Insert(0, FiguresTable.Head);
        table.Add(FiguresTable.Line("all", figures["figures"]!));
        Expect.That(wrong.Count == 0, $"the figures say otherwise: {string.Join("; ", wrong)}");
        return $"{ids.Count} campaigns";
    }

    private async Task<string> OrchestrationsAsync(CancellationToken cancellationToken)
    {
        var failed = await driver.Hub.FailedAsync(cancellationToken);
        Expect.That(failed.Count == 0, $"{failed.Count} failed: {string.Join(", ", failed.Distinct())}");
        var work = await driver.Hub.LookAsync(driver.Now, cancellationToken);
        return $"{work.Alive} still wait";
    }

    private async Task<string> ScanAsync(CancellationToken cancellationToken)
    {
        Canaries = await EndChecks.ScanAsync(system, new CanaryScanner([.. secrets, .. ScriptCanaries.Of(script)]), cancellationToken);
        return EndChecks.Clean(Canaries);
    }

    private async Task<string> JournalAsync(CancellationToken cancellationToken)
    {
        Journal = await EndChecks.JournalAsync(system, ExpectedActions, cancellationToken);
        return $"{Journal}";
    }
}

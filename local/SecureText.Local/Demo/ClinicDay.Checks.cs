using Azure.Storage.Blobs;
using SecureText.Audit;
using SecureText.Canary;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>A crash, a night, and what is left of the day.</content>
internal sealed partial class ClinicDay
{
    private static readonly string[] People = [Maria, Devon, Ines, Unreachable, Sol];

    private static readonly string[] ExpectedActions =
    [
        "message.received", "message.write", "message.sent", "message.report", "inbox.read", "conversation.read",
        "patient.add", "note.write", "message.cancel", "consent.record", "consent.read", "conversation.assign", "conversation.close",
        "conversation.reopen", "staff.sign-in", "staff.sign-out", "staff.sign-ins-ended", "staff.added",
        "note.write", "link.send", "link.revoke", "attachment.read", "portal.open", "portal.birth-date", "portal.code",
        "portal.read", "portal.write", "portal.upload", "portal.form",
    ];

    private async Task<string> RestartAsync(CancellationToken cancellationToken)
    {
        var before = new List<string>();
        foreach (var number in People) before.Add(await PictureAsync(number, cancellationToken));
        var restart = system.RestartFunctionsAsync(system.Clinic with { Open = false }, kill: true, cancellationToken);
        await Phone(Stranger).BeginTextAsync($"Is anybody there? {PatientWord}", cancellationToken);
        await restart;
        await system.Handset.IdleAsync(cancellationToken);

        for (var i = 0; i < People.Length; i++)
        {
            Expect.That(before[i] == await PictureAsync(People[i], cancellationToken), $"thread {i + 1} is as it was");
        }

        Expect.Equal(1, (await ThreadAsync(Stranger, cancellationToken)).Count(text => text.Direction == "in"),
            "texts taken meanwhile");
        var failed = system.Handset.Grid.Log.Counts.FailedAttempts;
        return $"{People.Length} threads as they were; a text sent meanwhile came in after {failed} failed attempts";
    }

    private async Task<string> AfterHoursAsync(CancellationToken cancellationToken)
    {
        await Phone(Maria).TextAsync("Are you still there?", cancellationToken);
        await Phone(Maria).TextAsync("Hello?", cancellationToken);

        var answer = (await OnPhoneAsync(Maria, 4, cancellationToken))[3];
        Expect.That(
            answer.Contains("closed", StringComparison.Ordinal) && answer.Contains("911", StringComparison.Ordinal),
            "the answer");
        return "closed, call 911 in an emergency";
    }

    private async Task<string> ScanAsync(CancellationToken cancellationToken)
    {
        var scanner = Scanner(secrets);
        Canaries = await StorageScan.ScanAsync(
            scanner, system.Azurite.ConnectionString, system.Azurite.QueueEndpoint, system.Http, TimeProvider.System,
            cancellationToken);
        Canaries += OutputScan.Lines(scanner, "functions", system.FunctionsOutput);
        Canaries += OutputScan.Lines(scanner, "front door", system.SiteOutput);
        Canaries += OutputScan.Files(scanner, system.StorageFolder);
        var hits = Canaries.Hits.Select(hit => $"{hit.Field} in {hit.Place}").ToList();
        Expect.That(hits.Count == 0, $"canaries found: {hits.Count}: {string.Join("; ", hits.Take(5))}");
        Expect.That(Canaries.Rows > 0 && Canaries.Blobs > 0 && Canaries.Lines > 0, "there was something to scan");
        return $"canaries found: 0 in {Canaries.Rows} rows and {Canaries.Blobs} blobs";
    }

    private async Task<string> JournalAsync(CancellationToken cancellationToken)
    {
        var reader = new JournalReader(
            new BlobContainerClient(system.Azurite.ConnectionString, new JournalOptions().Container));
        Journal = await reader.CheckAsync(cancellationToken);
        Expect.That(Journal.IsWhole, $"{Journal}");
        var actions = new HashSet<string>();
        await foreach (var line in reader.ReadLinesAsync(cancellationToken)) actions.Add(line.Entry.Action);
        var missing = ExpectedActions.Where(action => !actions.Contains(action)).ToList();
        Expect.That(missing.Count == 0, $"the journal has no {string.Join(", ", missing)}");
        return $"{Journal}";
    }

    // The states of texts may still move on; their words, order and place may not.
    private async Task<string> PictureAsync(string number, CancellationToken cancellationToken) =>
        string.Join('\n', (await ThreadAsync(number, cancellationToken)).Select(
            text => $"{text.Id} {text.Direction} {text.At:O} {text.Text}"));
}

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
        "portal.read", "portal.write", "portal.upload", "portal.form", "evidence.read",
        "emergency.opened", "emergency.ended", "emergency.list", "emergency.reviewed", "audit.read", "audit.names", "audit.find",
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
        Canaries = await EndChecks.ScanAsync(system, Scanner(secrets), cancellationToken);
        return EndChecks.Clean(Canaries);
    }

    private async Task<string> JournalAsync(CancellationToken cancellationToken)
    {
        Journal = await EndChecks.JournalAsync(system, ExpectedActions, cancellationToken);
        return $"{Journal}";
    }

    // The states of texts may still move on; their words, order and place may not.
    private async Task<string> PictureAsync(string number, CancellationToken cancellationToken) =>
        string.Join('\n', (await ThreadAsync(number, cancellationToken)).Select(
            text => $"{text.Id} {text.Direction} {text.At:O} {text.Text}"));
}

using SecureText.Simulator;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>Consent: recorded, withdrawn, given again.</content>
internal sealed partial class ClinicDay
{
    // A text that waits longer than this waits for the morning, not for its turn.
    private static readonly TimeSpan NextTimer = TimeSpan.FromMinutes(2);

    private async Task<string> ConsentAsync(CancellationToken cancellationToken)
    {
        var words = $"{StaffWord} at the desk: we have your form.";
        var first = new { number = Wen, text = words, idempotencyKey = "first-1" };
        (await member.PostAsync("api/conversations", first, cancellationToken)).MustFail(409, "consent-missing");

        var consent = new
        {
            number = Wen,
            change = "granted",
            classes = new[] { "conversation", "appointments" },
            source = "form",
            wording = $"I agree to texts about my visits. ({WordingWord})",
        };
        var recorded = (await member.PostAsync("api/consents", consent, cancellationToken)).Must(201);
        var id = (string)recorded.Json!["conversationId"]!;
        var history = (await member.GetAsync($"api/consents?conversation={id}", cancellationToken)).Must(200);
        Expect.Equal(
            consent.wording, (string?)history.Json!["items"]!.AsArray()[0]!["wording"], "the wording on record");

        var sent = (await member.PostAsync(
            "api/conversations", first with { idempotencyKey = "first-2" }, cancellationToken)).Must(202);
        if ((DateTimeOffset?)sent.Json!["deferredUntil"] is { } until
            && until > TimeProvider.System.GetUtcNow() + NextTimer)
        {
            return "409 without, 202 with; it is night, so it goes in the morning";
        }

        Expect.Equal(
            $"{system.Clinic.Name}: {first.text} Reply STOP to end texts.",
            (await OnPhoneAsync(Wen, 1, cancellationToken))[0],
            "the text on the phone");
        return "409 without, sent with it";
    }

    private async Task<string> HelpAsync(CancellationToken cancellationToken)
    {
        await Phone(Sol).TextAsync($"Good morning, {PatientWord} speaking.", cancellationToken);
        await Phone(Sol).TextAsync("help", cancellationToken);
        var help = (await OnPhoneAsync(Sol, 2, cancellationToken))[1];
        Expect.That(help.Contains("STOP", StringComparison.Ordinal) && help.Contains("911", StringComparison.Ordinal),
            "the answer to HELP");
        return "with STOP and 911";
    }

    private async Task<string> StopAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Sol, cancellationToken);
        await Phone(Sol).TextAsync("Stop.", cancellationToken);
        await Phone(Sol).TextAsync("STOP", cancellationToken);

        Expect.That((bool)(await ConversationAsync(Sol, cancellationToken))["consent"]!["withdrawn"]!,
            "the inbox shows the withdrawal");
        (await member.PostAsync(
            $"{path}/messages", Message(Words, "stopped-1"), cancellationToken)).MustFail(409, "consent-withdrawn");
        await OnPhoneAsync(Sol, 2, cancellationToken);
        var network = (await Phone(Sol).TextsAsync(cancellationToken)).Count(text => text.From == Sender.Network);
        Expect.Equal(1, network, "the network's own answers");
        return "the network answers, the clinic is silent, staff get 409";
    }

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        await Phone(Sol).TextAsync("START", cancellationToken);
        Expect.That(!(bool)(await ConversationAsync(Sol, cancellationToken))["consent"]!["withdrawn"]!,
            "the inbox shows the return");
        Expect.Equal(
            "delivered", (await AnswerAsync(Sol, Words, "started-1", cancellationToken)).Status, "the answer's status");
        await OnPhoneAsync(Sol, 3, cancellationToken);
        return "the network answers, staff reach the patient again";
    }
}

using SecureText.Simulator;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>Consent: recorded, withdrawn, given again.</content>
internal sealed partial class ClinicDay
{
    private async Task<string> ConsentAsync(CancellationToken cancellationToken)
    {
        var first = new { number = Wen, text = $"{StaffWord} at the desk: we have your form.", idempotencyKey = "first-1" };
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
        Expect.Equal(consent.wording, (string?)history.Json!["items"]!.AsArray()[0]!["wording"], "the wording on record");

        var sent = (await member.PostAsync("api/conversations", first with { idempotencyKey = "first-2" }, cancellationToken)).Must(202);
        await system.Handset.IdleAsync(cancellationToken);
        var texts = await Phone(Wen).FromClinicAsync(cancellationToken);
        if (sent.Json!["deferredUntil"] is not null)
        {
            Expect.Equal(0, texts.Count, "texts on the phone at night");
            return "409 without, 202 with; deferred, since it is night at the patient's";
        }

        Expect.Equal(first.text, texts.SingleOrDefault(), "the text on the phone");
        return "409 without, sent with it";
    }

    private async Task<string> HelpAsync(CancellationToken cancellationToken)
    {
        await Phone(Sol).TextAsync($"Good morning, {PatientWord} speaking.", cancellationToken);
        await Phone(Sol).TextAsync("help", cancellationToken);
        var help = (await Phone(Sol).FromClinicAsync(cancellationToken))[^1];
        Expect.That(help.Contains("STOP", StringComparison.Ordinal) && help.Contains("911", StringComparison.Ordinal), "the answer to HELP");
        return "with STOP and 911";
    }

    private async Task<string> StopAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Sol, cancellationToken);
        var before = (await Phone(Sol).FromClinicAsync(cancellationToken)).Count;
        await Phone(Sol).TextAsync("Stop.", cancellationToken);
        await Phone(Sol).TextAsync("STOP", cancellationToken);

        Expect.That((bool)(await ConversationAsync(Sol, cancellationToken))["consent"]!["withdrawn"]!, "the inbox shows the withdrawal");
        (await member.PostAsync($"{path}/messages", Message(Words, "stopped-1"), cancellationToken)).MustFail(409, "consent-withdrawn");
        await system.Handset.IdleAsync(cancellationToken);
        Expect.Equal(before, (await Phone(Sol).FromClinicAsync(cancellationToken)).Count, "the clinic's texts on the phone");
        var network = (await Phone(Sol).TextsAsync(cancellationToken)).Count(text => text.From == Sender.Network);
        Expect.Equal(1, network, "the network's own answers");
        return "the network answers, the clinic is silent, staff get 409";
    }

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        await Phone(Sol).TextAsync("START", cancellationToken);
        Expect.That(!(bool)(await ConversationAsync(Sol, cancellationToken))["consent"]!["withdrawn"]!, "the inbox shows the return");
        var path = await PathOfAsync(Sol, cancellationToken);
        (await member.PostAsync($"{path}/messages", Message(Words, "started-1"), cancellationToken)).Must(202);
        await system.Handset.IdleAsync(cancellationToken);
        Expect.That((await Phone(Sol).FromClinicAsync(cancellationToken)).Contains(Words), "the answer is on the phone");
        return "answered and reachable";
    }
}

using System.Text;
using System.Text.Json;
using SecureText.Harness;

namespace SecureText.Hosted;

/// <summary>Nothing that a patient or a member of staff wrote comes back in a refusal or stands in what the program writes.</summary>
public class SilenceTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    private const string Words = "Zanzibar quartz";
    private const string Name = "Velvet Moonfish";
    private const string Sender = "+14255550142";

    private static readonly string[] Canaries = ["Zanzibar", "Moonfish", "4255550142", "425) 555", "123-45-6789"];

    [Fact]
    public async Task No_refusal_and_no_log_line_repeats_what_was_sent()
    {
        var id = await clinic.TextAsync(Sender, Words);
        List<Answer> refusals =
        [
            .. await DeliverBadAsync(),
            await clinic.PostRawAsync($"api/conversations/{id}/messages", $$"""{"text":"{{Words}}","idempotencyKey":"k","{{Words}}":1}"""),
            await clinic.PostRawAsync($"api/conversations/{id}/messages", $$"""{"text":"{{Words}}","idempotencyKey":"{{Words}}" """),
            await clinic.PostRawAsync($"api/conversations/{id}/messages", $$"""{"text":"{{Words}}\ud800","idempotencyKey":"k"}"""),
            await clinic.PostAsync($"api/conversations/{id}/messages", new { text = string.Concat(Enumerable.Repeat(Words, 40)), idempotencyKey = "k" }),
            await clinic.PostAsync($"api/conversations/{id}/patients", new { displayName = Name + "\n" + Name }),
            await clinic.PostAsync($"api/conversations/{id}/assign", new { to = Name }),
            await clinic.PostAsync("api/conversations", new { number = Sender + "9", text = Words, idempotencyKey = "k" }),
            await clinic.PostAsync("api/conversations", new { number = "(425) 555-0143", text = Words, idempotencyKey = "k" }),
            await clinic.PostAsync("api/consents", new { number = Sender, change = Words, source = Words, wording = Words }),
            await clinic.PostRawAsync("api/consents", $$"""{"number":"{{Sender}}","change":"granted","classes":["{{Words}}"],"source":"form"}"""),
            await clinic.GetAsync($"api/conversations?view={Uri.EscapeDataString(Words)}"),
            await clinic.GetAsync($"api/conversations?cursor={Uri.EscapeDataString(Words)}"),
            await clinic.GetAsync($"api/conversations/{Uri.EscapeDataString(Words)}/messages"),
            await clinic.GetAsync($"api/conversations/{id}/messages?cursor={Uri.EscapeDataString(Words)}"),
            await clinic.GetAsync("api/conversations", Principal.Encode($$"""{"identityProvider":"aad","userId":"{{Name}}","userRoles":["authenticated","owner"]}""")),
        ];
        Assert.All(refusals, refusal => Assert.True(refusal.Status >= 202));
        Assert.All(refusals, refusal => Silent(refusal.Text));

        // What the gate found is told to the one who wrote it, and to no log.
        var gated = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Your SSN is 123-45-6789.", idempotencyKey = "g" });
        gated.IsProblem(422, "says-too-much");
        Assert.Equal(202, (await clinic.PostAsync($"api/conversations/{id}/messages", new { text = Words, idempotencyKey = Words })).Status);
        Assert.Equal(201, (await clinic.PostAsync($"api/conversations/{id}/patients", new { displayName = Name })).Status);
        await clinic.ThreadOf(id);

        Assert.Contains("is in quarantine", clinic.Output, StringComparison.Ordinal);
        Silent(clinic.Output);
    }

    private async Task<List<Answer>> DeliverBadAsync()
    {
        var now = HostedClinic.Now();
        string[] bodies =
        [
            Words,
            $"[{Words}",
            JsonSerializer.Serialize(Words),
            JsonSerializer.Serialize(new { eventType = Words, data = new { message = Words } }),
            JsonSerializer.Serialize(new { eventType = "Microsoft.Communication.SMSReceived", data = new { message = Words, from = Sender } }),
            JsonSerializer.Serialize(new { eventType = "Microsoft.Communication.SMSReceived", data = Words }),
            $$$"""{"eventType":"Microsoft.Communication.SMSReceived","\ud800{{{Words}}}":1,"data":{"from":"{{{Sender}}}"}}""",
            AcsJson.Sms("Incoming 4255550142", Words, Sender, at: now),
            AcsJson.Sms("Incoming_quiet1", Words, Sender, to: "+12065550199", at: now),
            AcsJson.Sms("Incoming_quiet2", Words, Name, at: now),
            AcsJson.Report("Outgoing_quiet", Words, Words, Words, now),
        ];
        var answers = new List<Answer>();
        foreach (var body in bodies) answers.Add(await clinic.DeliverAsync(body));
        return answers;
    }

    private static void Silent(string text)
    {
        foreach (var canary in Canaries)
        {
            Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary))[..^4], text, StringComparison.Ordinal);
        }
    }
}

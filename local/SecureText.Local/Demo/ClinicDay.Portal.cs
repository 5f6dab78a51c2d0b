using System.Text;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>A patient behind the link.</content>
internal sealed partial class ClinicDay
{
    private static readonly byte[] Photo =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. Encoding.UTF8.GetBytes(PhotoWord), .. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];

    private string rosasPatientId = string.Empty;
    private string rosasToken = string.Empty;
    private PatientBrowser rosa = null!;
    private string photoPath = string.Empty;
    private string photoId = string.Empty;

    private async Task<string> SecureLinkAsync(CancellationToken cancellationToken)
    {
        await Phone(Rosa).TextAsync("Can you send me my results?", cancellationToken);
        var path = await PathOfAsync(Rosa, cancellationToken);
        var person = new { displayName = RosasName, dateOfBirth = RosasBirth, language = "en" };
        var patient = (await member.PostAsync($"{path}/patients", person, cancellationToken)).Must(201);
        rosasPatientId = (string)patient.Json!["id"]!;
        var message = new { patientId = rosasPatientId, text = BehindTheLink, idempotencyKey = "secure-1" };
        (await member.PostAsync($"{path}/secure-messages", message, cancellationToken)).Must(201);

        var texts = await OnPhoneAsync(Rosa, 2, cancellationToken);
        Expect.That(!texts[1].Contains(SecureWord, StringComparison.Ordinal), "the text on the phone keeps the message back");
        rosasToken = PatientBrowser.TokenIn(texts[1]);
        Plant("link", rosasToken);
        return "the message waits behind a link, the phone gets the link";
    }

    private async Task<string> NoProofAsync(CancellationToken cancellationToken)
    {
        var finder = new PatientBrowser(system);
        var opened = (await finder.PostAsync("open", new { token = rosasToken }, cancellationToken)).Must(200);
        var shown = opened.Json!.ToJsonString();
        foreach (var secret in new[] { RosasName, RosasBirth, Rosa[^4..], SecureWord })
            Expect.That(!shown.Contains(secret, StringComparison.Ordinal), "a link alone shows nothing of the patient");
        (await finder.GetAsync("thread", cancellationToken)).MustFail(401, "portal-closed");
        var other = new { token = "AAAAAAAAAAAAAAAAAAAAAA" };
        (await finder.PostAsync("open", other, cancellationToken)).MustFail(404, "link-not-valid");
        var wrong = new { token = rosasToken, dateOfBirth = "1980-01-02" };
        (await finder.PostAsync("birth-date", wrong, cancellationToken)).MustFail(403, "wrong-answer");
        return "a forwarded link shows the clinic's name only; a guessed one is not valid";
    }

    private async Task<string> ProofAsync(CancellationToken cancellationToken)
    {
        rosa = await ProveAsync(Rosa, rosasToken, RosasBirth, cancellationToken);
        var thread = (await rosa.GetAsync("thread", cancellationToken)).Must(200);
        Expect.Equal(RosasName, (string?)thread.Json!["patient"]!["displayName"], "the name");
        Expect.That(
            thread.Json["items"]!.AsArray().Any(item => (string?)item!["text"] == BehindTheLink), "the message is there");
        return "date of birth, then the code from the handset: the thread";
    }

    private async Task<string> PatientAnswersAsync(CancellationToken cancellationToken)
    {
        var words = $"Thank you. {PortalWord}";
        (await rosa.PostAsync("messages", new { text = words, idempotencyKey = "portal-1" }, cancellationToken)).Must(201);
        for (var i = 0; i < 2; i++)
            (await rosa.UploadAsync(FileName, Photo, "photo-1", cancellationToken)).Must(201);
        (await rosa.UploadAsync("page.jpg", [.. "<html><script>alert(1)</script></html>"u8], "photo-2", cancellationToken))
            .MustFail(415, "file-type");

        var path = await PathOfAsync(Rosa, cancellationToken);
        var thread = (await member.GetAsync($"{path}/messages", cancellationToken)).Must(200).Json!["items"]!.AsArray();
        Expect.That(thread.Any(item => (string?)item!["text"] == words), "staff see the answer");
        var file = thread.SelectMany(item => item!["attachments"]!.AsArray()).Single()!;
        Expect.Equal((FileName, "image/jpeg"), ((string)file["name"]!, (string)file["type"]!), "the photo in the thread");
        using var download = await member.DownloadAsync($"{path}/attachments/{file["id"]}", cancellationToken);
        var got = await download.Content.ReadAsByteArrayAsync(cancellationToken);
        Expect.That(Photo.AsSpan().SequenceEqual(got), "the photo is as it was, byte for byte");
        Expect.Equal("attachment", download.Content.Headers.ContentDisposition?.DispositionType, "how it is served");
        var policy = download.Headers.GetValues("Content-Security-Policy").Single();
        Expect.That(policy.Contains("sandbox", StringComparison.Ordinal), "its policy");
        photoPath = $"{path}/attachments/{file["id"]}";
        photoId = (string)file["id"]!;
        return $"words, and a photo of {Photo.Length / 1000} kB once for two tries; a page in a photo's name is refused";
    }

    private async Task<string> FormAsync(CancellationToken cancellationToken)
    {
        var forms = (await member.GetAsync("api/forms", cancellationToken)).Must(200).Json!["items"]!.AsArray();
        var path = await PathOfAsync(Rosa, cancellationToken);
        var link = new { patientId = rosasPatientId, kind = "form", form = (string)forms[0]!["id"]!, idempotencyKey = "form-1" };
        var before = (await Phone(Rosa).FromClinicAsync(cancellationToken)).Count;
        (await member.PostAsync($"{path}/links", link, cancellationToken)).Must(201);
        var token = PatientBrowser.TokenIn((await OnPhoneAsync(Rosa, before + 1, cancellationToken))[^1]);
        Plant("link", token);
        var browser = await ProveAsync(Rosa, token, RosasBirth, cancellationToken);
        var form = (await browser.GetAsync("form", cancellationToken)).Must(200).Json!;

        var empty = new { answers = new { }, idempotencyKey = "answers-0" };
        var refused = await browser.PostAsync("form", empty, cancellationToken);
        Expect.Equal(422, (int)refused.Status, "a form without answers");
        Expect.That(refused.Json!["findings"]!.AsArray().All(one => (string?)one!["question"] is not null), "each by its question");
        var filled = new { answers = DemoAnswers.To(form, FormWord), idempotencyKey = "answers-1" };
        (await browser.PostAsync("form", filled, cancellationToken)).Must(204);

        var thread = (await member.GetAsync($"{path}/messages", cancellationToken)).Must(200).Json!["items"]!.AsArray();
        var answers = thread.Single(item => item!["form"] is not null)!["form"]!["answers"]!.AsArray();
        Expect.That(
            answers.Any(one => ((string?)one!["value"])?.Contains(FormWord, StringComparison.Ordinal) ?? false), "staff see the answers");
        return $"{answers.Count} answers, refused by question until they are whole";
    }

    private async Task<string> NoteAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Rosa, cancellationToken);
        var me = (await manager.GetAsync("api/me", cancellationToken)).Must(200);
        var note = new { text = $"Call her back. {NoteWord}", mentions = new[] { (string)me.Json!["id"]! }, idempotencyKey = "note-1" };
        (await member.PostAsync($"{path}/notes", note, cancellationToken)).Must(201);

        var thread = (await rosa.GetAsync("thread", cancellationToken)).Must(200);
        Expect.That(!thread.Json!.ToJsonString().Contains(NoteWord, StringComparison.Ordinal), "the patient does not see the note");
        var mentions = (await manager.GetAsync("api/mentions", cancellationToken)).Must(200);
        Expect.Equal(1, mentions.Json!["items"]!.AsArray().Count, "the manager's mentions");
        return "staff see it and the manager is told; the patient's page does not have it";
    }

    private async Task<string> ForeignLinksAsync(CancellationToken cancellationToken)
    {
        // Another patient, behind a link of his own.
        await Phone(Otto).TextAsync("Hello, this is Otto.", cancellationToken);
        var path = await PathOfAsync(Otto, cancellationToken);
        var person = new { displayName = "Otto Example", dateOfBirth = OttosBirth, language = "es" };
        var patient = (await member.PostAsync($"{path}/patients", person, cancellationToken)).Must(201);
        var send = new { patientId = (string)patient.Json!["id"]!, kind = "thread", idempotencyKey = "link-1" };
        var link = (await member.PostAsync($"{path}/links", send, cancellationToken)).Must(201);
        var token = PatientBrowser.TokenIn((await OnPhoneAsync(Otto, 2, cancellationToken))[1]);
        var otto = await ProveAsync(Otto, token, OttosBirth, cancellationToken);
        Plant("link", token);

        var thread = (await otto.GetAsync("thread", cancellationToken)).Must(200).Json!.ToJsonString();
        Expect.That(!thread.Contains(PortalWord, StringComparison.Ordinal), "nothing of another patient");
        Expect.Equal(404, (int)(await otto.GetAsync($"attachments/{photoId}", cancellationToken)).Status, "another patient's photo");
        (await StaffClient.Stranger(system).GetAsync(photoPath, cancellationToken)).Must(401);
        (await Around(null).GetAsync(photoPath, cancellationToken)).MustFail(401, "not-signed-in");
        (await member.PostAsync($"{path}/links/{link.Json!["id"]}/revoke", null, cancellationToken)).Must(204);
        (await otto.GetAsync("thread", cancellationToken)).MustFail(401, "portal-closed");
        (await otto.PostAsync("open", new { token }, cancellationToken)).MustFail(404, "link-not-valid");
        return "another patient's photo 404; after the link is taken back 401 and 404";
    }

    private async Task<string> LockAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Rosa, cancellationToken);
        var send = new { patientId = rosasPatientId, kind = "thread", idempotencyKey = "link-2" };
        var before = (await Phone(Rosa).FromClinicAsync(cancellationToken)).Count;
        (await member.PostAsync($"{path}/links", send, cancellationToken)).Must(201);
        var token = PatientBrowser.TokenIn((await OnPhoneAsync(Rosa, before + 1, cancellationToken))[^1]);
        Plant("link", token);
        var guesser = new PatientBrowser(system);
        var guesses = Enumerable.Range(1, 12).Select(day =>
            guesser.PostAsync("birth-date", new { token, dateOfBirth = $"1950-01-{day:00}" }, cancellationToken));
        var answers = await Task.WhenAll(guesses);
        var wrong = answers.Count(answer => answer.Problem == "wrong-answer");
        Expect.That(wrong <= 5 && answers.All(one => (int)one.Status is 403 or 423), "five tries at most, however many at once");
        var right = new { token, dateOfBirth = RosasBirth };
        (await guesser.PostAsync("birth-date", right, cancellationToken)).MustFail(423, "link-locked");
        return $"12 guesses at once: {wrong} were compared, then 423 also for the right date";
    }

    private async Task<PatientBrowser> ProveAsync(
        string number, string token, string dateOfBirth, CancellationToken cancellationToken)
    {
        var browser = new PatientBrowser(system);
        (await browser.PostAsync("open", new { token }, cancellationToken)).Must(200);
        var before = (await Phone(number).FromClinicAsync(cancellationToken)).Count;
        var asked = (await browser.PostAsync("birth-date", new { token, dateOfBirth }, cancellationToken)).Must(200);
        Expect.Equal(number[^2..], (string?)asked.Json!["numberEnds"], "where the code goes");
        var code = PatientBrowser.CodeIn((await OnPhoneAsync(number, before + 1, cancellationToken))[^1]);
        (await browser.GiveCodeAsync(token, code == "000000" ? "000001" : "000000", cancellationToken))
            .MustFail(403, "wrong-answer");
        (await browser.GiveCodeAsync(token, code, cancellationToken)).Must(200);
        Plant("portal session", browser.Session!);
        return browser;
    }
}

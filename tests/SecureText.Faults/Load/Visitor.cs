using System.Text;
using SecureText.Demo;
using SecureText.Faults.Run;
using SecureText.SignIn;

namespace SecureText.Faults.Load;

/// <summary>A patient who comes through links: each time a new one, proves who she is, reads, writes and sends files.</summary>
internal sealed class Visitor(BusyDay day, string number, int index, Dice dice)
{
    // A text that was claimed when its sender died is taken up after its lease; of the clock.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private string patient = string.Empty;
    private string path = string.Empty;
    private int made;
    private bool isIn;

    /// <summary>Before anything is broken: the patient writes, staff say who she is.</summary>
    internal async Task OpenAsync(CancellationToken token)
    {
        var bubble = day.Text(number, $"{DayWords.Patient} wants a link {index}");
        await day.Phones.TakenAsync(bubble.Id, token);
        path = $"api/conversations/{await day.Staff.FindAsync(number, token)}";
        var person = new { displayName = DayWords.Name, dateOfBirth = DayWords.Born, language = "en" };
        var added = await day.Staff.SureAsync(DemoPeople.Manager, "patient", client => client.PostAsync($"{path}/patients", person, token), token);
        patient = (string)added.Must(201).Json!["id"]!;
    }

    internal async Task VisitAsync(CancellationToken closing, CancellationToken token)
    {
        // Until she has been in once, however short the day and however slow the machine.
        while (!isIn || !closing.IsCancellationRequested)
        {
            if (await LinkAsync(token) is { } link && await ProveAsync(link, token) is { } browser) await StayAsync(browser, token);
            await day.PauseAsync(dice, closing);
        }
    }

    private async Task<string?> LinkAsync(CancellationToken token)
    {
        var before = day.Phones.Count(number);
        var body = new { patientId = patient, kind = "thread", idempotencyKey = $"link-{index}-{++made}" };
        var answer = await day.Staff.SureAsync(DemoPeople.Manager, "link", client => client.PostAsync($"{path}/links", body, token), token);
        answer.Must(201);
        var text = await day.Phones.SoonAsync(number, before, one => one.Contains("/p/#", StringComparison.Ordinal), BusyDay.Real(Patience), token);
        return text is null ? null : PatientBrowser.TokenIn(text);
    }

    private async Task<PatientBrowser?> ProveAsync(string token, CancellationToken stop)
    {
        var browser = day.NewBrowser();
        var opened = await AskAsync("open", () => browser.PostAsync("open", new { token }, stop), stop);
        if ((int)opened.Status != 200) return null;

        // A code whose answer was lost is used up: then another is asked for.
        for (var tries = 0; tries < 2; tries++)
        {
            var before = day.Phones.Count(number);
            var dated = await AskAsync("birth-date", () => browser.PostAsync("birth-date", new { token, dateOfBirth = DayWords.Born }, stop), stop);
            if ((int)dated.Status != 200) return null;
            if (await day.Phones.SoonAsync(number, before, PatientBrowser.HasCode, BusyDay.Real(Patience), stop) is not { } text) return null;
            var code = await AskAsync("code", () => browser.GiveCodeAsync(token, PatientBrowser.CodeIn(text), stop), stop);
            if ((int)code.Status == 200) return browser;
        }

        return null;
    }

    private async Task StayAsync(PatientBrowser browser, CancellationToken token)
    {
        if ((int)(await AskAsync("read portal", () => browser.GetAsync("thread", token), token)).Status != 200) return;
        isIn = true;
        for (var i = 0; i < 3; i++)
        {
            if (i != 1) await UploadAsync(browser, token);
            else await WriteAsync(browser, token);
        }
    }

    private async Task WriteAsync(PatientBrowser browser, CancellationToken token)
    {
        var asked = new Asked(Kind.PortalText, number, $"{DayWords.Portal} thanks {index}.{++made}", $"portal-{index}-{made}");
        var body = new { text = asked.Words, idempotencyKey = asked.Key };
        await SendAsync(asked, () => browser.PostAsync("messages", body, token), token);
    }

    private async Task UploadAsync(PatientBrowser browser, CancellationToken token)
    {
        var size = 1_000 + dice.Next(dice.Chance(30) ? 400_000 : 40_000);
        var asked = new Asked(Kind.Upload, number, $"{DayWords.File} {index}.{++made}.jpg", $"file-{index}-{made}")
        {
            Bytes = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. Encoding.UTF8.GetBytes(DayWords.Content), .. dice.Bytes(size)],
        };
        await SendAsync(asked, () => browser.UploadAsync(asked.Words, asked.Bytes, asked.Key, token), token);
    }

    private async Task SendAsync(Asked asked, Func<Task<Answer>> ask, CancellationToken token)
    {
        day.Promises.All.Add(asked);
        day.Writes?.Invoke(asked.Kind);
        var answer = dice.Chance(15)
            ? await day.Staff.Calls.OnceAsync($"{asked.Kind}", ask, token)
            : await AskAsync($"{asked.Kind}", ask, token);
        day.Answered(asked, answer);
    }

    private Task<Answer> AskAsync(string what, Func<Task<Answer>> ask, CancellationToken token) => day.Staff.Calls.SureAsync(what, ask, token);
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using SecureText.Run;

namespace SecureText.Demo;

/// <summary>A patient's browser at the portal: what it asks goes through the front door, with its cookie.</summary>
internal sealed partial class PatientBrowser(LocalSystem system)
{
    private string? cookie;
    private string? link;

    /// <summary>The value of the session's cookie; <c>null</c> before the proof.</summary>
    internal string? Session => cookie?.Split('=', 2)[1];

    /// <summary>The secret of the newest link on a phone, as the page takes it out of its address.</summary>
    internal static string TokenIn(string text)
    {
        var found = Link().Match(text);
        return found.Success ? found.Groups[1].Value : throw new ExpectationException("the text has no link");
    }

    /// <summary>Opens a link, proves who it is by the date of birth and the code from the phone.</summary>
    internal static async Task<PatientBrowser> ProveAsync(
        LocalSystem system, PatientPhone phone, string token, string dateOfBirth, CancellationToken cancellationToken)
    {
        var browser = new PatientBrowser(system);
        (await browser.PostAsync("open", new { token }, cancellationToken)).Must(200);
        var before = (await phone.FromClinicAsync(cancellationToken)).Count(HasCode);
        (await browser.PostAsync("birth-date", new { token, dateOfBirth }, cancellationToken)).Must(200);
        var texts = await Expect.SoonAsync(
            "the code on the phone", () => phone.FromClinicAsync(cancellationToken), got => got.Count(HasCode) > before, cancellationToken);
        (await browser.GiveCodeAsync(token, CodeIn(texts.Last(HasCode)), cancellationToken)).Must(200);
        return browser;
    }

    internal static bool HasCode(string text) => Code().IsMatch(text);

    /// <summary>The six digits of a text with a code.</summary>
    internal static string CodeIn(string text)
    {
        var found = Code().Match(text);
        return found.Success ? found.Value : throw new ExpectationException("the text has no code");
    }

    internal Task<Answer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    internal Task<Answer> PostAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), cancellationToken);

    /// <summary>Sends a file as the page does.</summary>
    internal Task<Answer> UploadAsync(string name, byte[] bytes, string key, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add("X-File-Name", Uri.EscapeDataString(name));
        content.Headers.Add("Idempotency-Key", key);
        return SendAsync(HttpMethod.Post, "attachments", content, cancellationToken);
    }

    /// <summary>The third step; keeps the cookie and the link's id that it is answered with.</summary>
    internal async Task<Answer> GiveCodeAsync(string token, string code, CancellationToken cancellationToken)
    {
        var answer = await PostAsync("code", new { token, code }, cancellationToken);
        link = (string?)answer.Json?["link"] ?? link;
        return answer;
    }

    private async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(system.Site, $"api/portal/{path}"));
        request.Content = content;
        request.Headers.Add("X-SecureText", "1");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        if (link is not null) request.Headers.Add("X-SecureText-Link", link);
        using var answer = await system.Http.SendAsync(request, cancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies)) Keep(cookies.Single());
        return await Answer.ReadAsync(answer, cancellationToken);
    }

    private void Keep(string set)
    {
        foreach (var needed in new[] { "__Host-", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict" })
            Expect.That(set.Contains(needed, StringComparison.OrdinalIgnoreCase), $"the cookie has {needed}");
        cookie = set.Split(';')[0];
    }

    [GeneratedRegex("/p/#([A-Za-z0-9_-]{22})")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex Code();
}

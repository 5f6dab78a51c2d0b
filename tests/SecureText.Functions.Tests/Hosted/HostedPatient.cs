using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace SecureText.Hosted;

/// <summary>A patient with a telephone and a browser, and the clinic that sends him a link.</summary>
internal sealed partial class HostedPatient(HostedClinic clinic, string number)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Conversation { get; private set; } = "";

    public string Id { get; private set; } = "";

    public string? Cookie { get; set; }

    public string? Link { get; set; }

    public string Token => LinkIn().Matches(string.Join('\n', clinic.TextsTo(number)))[^1].Groups[1].Value;

    public static async Task<HostedPatient> NewAsync(HostedClinic clinic, string number)
    {
        var patient = new HostedPatient(clinic, number) { Conversation = await clinic.TextAsync(number, "May I come at four?") };
        var added = await clinic.PostAsync(
            $"api/conversations/{patient.Conversation}/patients", new { displayName = "Velvet Moonfish", dateOfBirth = "1980-02-29", language = "en" });
        Assert.Equal(201, added.Status);
        patient.Id = added.Json.GetProperty("id").GetString()!;
        return patient;
    }

    public Task<Answer> SecureMessageAsync(string text) => clinic.PostAsync(
        $"api/conversations/{Conversation}/secure-messages", new { patientId = Id, text, idempotencyKey = "k" });

    public Task<Answer> LinkAsync(string kind = "thread", string? form = null) => clinic.PostAsync(
        $"api/conversations/{Conversation}/links", new { patientId = Id, kind, form, idempotencyKey = "l" });

    public Task<Answer> PostAsync(string path, object body) => SendAsync(
        HttpMethod.Post, path, new StringContent(System.Text.Json.JsonSerializer.Serialize(body), new MediaTypeHeaderValue("application/json")));

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> OpenAsync() => PostAsync("open", new { token = Token });

    public Task<Answer> DateAsync(string date = "1980-02-29") => PostAsync("birth-date", new { token = Token, dateOfBirth = date });

    /// <summary>Waits for what the line's pace may hold back for a moment.</summary>
    public Task<string> CodeAsync(int place = 1) => clinic.UntilTextedAsync(
        number,
        texts =>
        {
            var codes = Code().Matches(string.Join('\n', texts.Where(text => text.Contains("code", StringComparison.Ordinal))));
            return codes.Count >= place ? codes[place - 1].Groups[1].Value : null;
        },
        Patience);

    public async Task ProveAsync()
    {
        Assert.Equal(200, (await DateAsync()).Status);
        var proven = await PostAsync("code", new { token = Token, code = await CodeAsync() });
        Assert.Equal(200, proven.Status);
        Link = proven.Json.GetProperty("link").GetString();
        Cookie = proven.Headers["Set-Cookie"].Split(';')[0];
    }

    public Task WaitForLinkAsync() =>
        clinic.UntilTextedAsync(number, texts => texts.FirstOrDefault(text => LinkIn().IsMatch(text)), Patience);

    public Task<Answer> UploadAsync(byte[] bytes, string name = "card.jpg", bool hidesLength = false)
    {
        HttpContent content = hidesLength ? new StreamContent(new Unsized(bytes)) : new ByteArrayContent(bytes);
        return SendAsync(
            HttpMethod.Post, "attachments", content, ("X-File-Name", Uri.EscapeDataString(name)), ("Idempotency-Key", "u"));
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body, params (string, string)[] headers)
    {
        using var _ = body;
        return await clinic.SendAsync(
            method, $"api/portal/{path}", null, body, [.. headers, .. OwnHeaders()]);
    }

    private IEnumerable<(string, string)> OwnHeaders()
    {
        if (Cookie is not null) yield return ("Cookie", Cookie);
        if (Link is not null) yield return ("X-SecureText-Link", Link);
    }

    // Sent in chunks: nobody says beforehand how long it is.
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    [GeneratedRegex("https://texts\\.clinic\\.example/p/#([A-Za-z0-9_-]{22})")]
    private static partial Regex LinkIn();

    [GeneratedRegex("(?<![0-9])([0-9]{6})(?![0-9])")]
    private static partial Regex Code();
}

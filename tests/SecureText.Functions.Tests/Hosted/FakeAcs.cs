using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecureText.Hosted;

/// <summary>The carrier's address: takes every text.</summary>
internal sealed class FakeAcs : IAsyncDisposable
{
    private readonly WebApplication app;

    private readonly List<(string To, string Text)> texts;

    private FakeAcs(WebApplication app, List<(string To, string Text)> texts) => (this.app, this.texts) = (app, texts);

    /// <summary>What a phone got, oldest first.</summary>
    public IReadOnlyList<string> TextsTo(string number)
    {
        lock (texts) return [.. texts.Where(text => text.To == number).Select(text => text.Text)];
    }

    public string ConnectionString => $"endpoint={app.Urls.Single()}/;accesskey=QUJDREVGR0g=";

    public static async Task<FakeAcs> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var texts = new List<(string To, string Text)>();
        app.MapPost("/sms", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            lock (texts)
            {
                texts.AddRange(body.RootElement.GetProperty("smsRecipients").EnumerateArray().Select(one => (
                    one.GetProperty("to").GetString()!, body.RootElement.GetProperty("message").GetString()!)));
            }

            var recipients = body.RootElement.GetProperty("smsRecipients").EnumerateArray();
            var value = recipients.Select(one => new
            {
                to = one.GetProperty("to").GetString(),
                messageId = $"Outgoing_{one.GetProperty("repeatabilityRequestId").GetString()}",
                httpStatusCode = 202,
                repeatabilityResult = "accepted",
                successful = true,
            });
            return Results.Json(new { value }, statusCode: 202);
        });
        await app.StartAsync();
        return new FakeAcs(app, texts);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

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

    private FakeAcs(WebApplication app) => this.app = app;

    public string ConnectionString => $"endpoint={app.Urls.Single()}/;accesskey=QUJDREVGR0g=";

    public static async Task<FakeAcs> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/sms", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
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
        return new FakeAcs(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

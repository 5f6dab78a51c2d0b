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

    private readonly List<(string To, string Text)> texts = [];
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeAcs(WebApplication app) => this.app = app;

    /// <summary>What a phone got, oldest first.</summary>
    public IReadOnlyList<string> TextsTo(string number)
    {
        lock (texts) return [.. texts.Where(text => text.To == number).Select(text => text.Text)];
    }

    /// <summary>Looks at a phone's texts anew whenever one arrives, until <paramref name="find"/> finds something.</summary>
    public async Task<string> UntilAsync(string number, Func<IReadOnlyList<string>, string?> find, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        while (true)
        {
            Task next;
            lock (texts) next = arrived.Task;
            if (find(TextsTo(number)) is { } found) return found;
            await next.WaitAsync(limit.Token);
        }
    }

    private void Take(IEnumerable<(string To, string Text)> taken)
    {
        lock (texts)
        {
            texts.AddRange(taken);
            arrived.SetResult();
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public string ConnectionString => $"endpoint={app.Urls.Single()}/;accesskey=QUJDREVGR0g=";

    public static async Task<FakeAcs> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var acs = new FakeAcs(app);
        app.MapPost("/sms", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            acs.Take(body.RootElement.GetProperty("smsRecipients").EnumerateArray().Select(one => (
                one.GetProperty("to").GetString()!, body.RootElement.GetProperty("message").GetString()!)));
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
        return acs;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

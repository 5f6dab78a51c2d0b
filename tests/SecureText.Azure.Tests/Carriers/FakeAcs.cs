using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Core.Pipeline;

namespace SecureText.Azure.Tests.Carriers;

/// <summary>The service's end: keeps what was asked and answers by a function of the request's place in the row.</summary>
internal sealed class FakeAcs(Func<int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    internal const string AcceptedBody = """
        {"value":[{"to":"+12065550123","messageId":"Outgoing_1","httpStatusCode":202,"repeatabilityResult":"accepted","successful":true}]}
        """;

    internal sealed record Seen(string Body, string PathAndQuery, string Authority, IReadOnlyDictionary<string, string> Headers)
    {
        internal JsonElement Recipient => JsonDocument.Parse(Body).RootElement.GetProperty("smsRecipients")[0];

        internal (string? Id, string? FirstSent) Repeatability =>
            (Recipient.GetProperty("repeatabilityRequestId").GetString(), Recipient.GetProperty("repeatabilityFirstSent").GetString());
    }

    private int count = -1;

    internal FakeAcs(params HttpResponseMessage[] answers)
        : this((n, _) => Task.FromResult(answers[Math.Min(n, answers.Length - 1)]))
    {
    }

    internal ConcurrentQueue<Seen> Requests { get; } = [];

    internal HttpClientTransport Transport() => new(new HttpClient(this));

    internal static HttpResponseMessage Answer(HttpStatusCode status, string body = "{}", string? retryAfter = null)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    internal static HttpResponseMessage Accepted() => Answer(HttpStatusCode.Accepted, AcceptedBody);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Enqueue(new Seen(body, request.RequestUri!.PathAndQuery, request.RequestUri.Authority, headers));
        var response = await answer(Interlocked.Increment(ref count), cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}

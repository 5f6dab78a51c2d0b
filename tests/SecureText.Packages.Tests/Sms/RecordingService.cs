using System.Net;
using System.Text;
using Azure.Core.Pipeline;

namespace SecureText.Packages.Tests.Sms;

/// <summary>Stands for the service: keeps what was sent and answers from a queue, the last answer again and again.</summary>
internal sealed class RecordingService(params RecordingService.Answer[] answers) : HttpMessageHandler
{
    internal sealed record Answer(HttpStatusCode Status, string Body, string? RetryAfter = null);

    internal sealed record Seen(HttpMethod Method, Uri Uri, string Body, IReadOnlyDictionary<string, string> Headers);

    private int next;

    internal List<Seen> Requests { get; } = [];

    internal HttpClientTransport Transport() => new(new HttpClient(this));

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (request.Content is not null) await request.Content.CopyToAsync(body, cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        lock (Requests)
            Requests.Add(new Seen(request.Method, request.RequestUri!, Encoding.UTF8.GetString(body.ToArray()), headers));
        var answer = answers[Math.Min(next++, answers.Length - 1)];
        var response = new HttpResponseMessage(answer.Status)
        {
            Content = new StringContent(answer.Body, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
        if (answer.RetryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", answer.RetryAfter);
        return response;
    }
}

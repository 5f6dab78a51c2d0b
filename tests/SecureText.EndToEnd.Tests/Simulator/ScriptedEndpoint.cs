using System.Net;
using System.Text.Json.Nodes;

namespace SecureText.EndToEnd.Tests.Simulator;

/// <summary>An Event Grid endpoint that shakes hands, then gives the statuses it was told, then 202.</summary>
internal sealed class ScriptedEndpoint(params int[] statuses) : HttpMessageHandler
{
    internal const int NoConnection = 0;
    internal const int NeverAnswers = -1;

    private readonly Queue<int> script = new(statuses);
    private readonly Lock gate = new();

    /// <summary>How many handshakes are refused before one is taken.</summary>
    internal int RefusedHandshakes { get; set; }

    internal List<(string Body, string ContentType, string Type, string Count)> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var type = request.Headers.GetValues("aeg-event-type").Single();
        if (type == "SubscriptionValidation") return Validate(body);
        int status;
        lock (gate)
        {
            var count = request.Headers.GetValues("aeg-delivery-count").Single();
            Requests.Add((body, request.Content.Headers.ContentType!.ToString(), type, count));
            status = script.TryDequeue(out var next) ? next : 202;
        }

        if (status == NoConnection) throw new HttpRequestException("No connection.");
        if (status == NeverAnswers) await Task.Delay(Timeout.Infinite, cancellationToken);
        return new HttpResponseMessage((HttpStatusCode)status);
    }

    private HttpResponseMessage Validate(string body)
    {
        if (RefusedHandshakes-- > 0) return new HttpResponseMessage(HttpStatusCode.NotFound);
        var code = (string?)JsonNode.Parse(body)![0]!["data"]!["validationCode"];
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(new JsonObject { ["validationResponse"] = code }.ToJsonString()),
        };
    }
}

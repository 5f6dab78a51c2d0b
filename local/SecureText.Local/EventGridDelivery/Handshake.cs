using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecureText.EventGridDelivery;

/// <summary>
/// The proof that an endpoint wants events, asked before the first one: it must give back a code in a 200 answer
/// (azure-docs, event-grid/end-point-validation-event-grid-events-schema).
/// </summary>
internal static class Handshake
{
    internal static async Task<bool> TryAsync(
        HttpClient http, Uri endpoint, string subscription, string code, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(Body(code, now), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("aeg-event-type", "SubscriptionValidation");
        request.Headers.Add("aeg-subscription-name", subscription.ToUpperInvariant());
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            if ((int)answer.StatusCode != 200) return false;
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) is JsonObject reply
                && reply["validationResponse"] is JsonValue value && value.TryGetValue<string>(out var text)
                && text == code;
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException)
        {
            return false;
        }
    }

    private static string Body(string code, DateTimeOffset now) => new JsonArray(new JsonObject
    {
        ["id"] = code,
        ["topic"] = "/subscriptions/00000000-0000-0000-0000-000000000000",
        ["subject"] = string.Empty,
        ["data"] = new JsonObject { ["validationCode"] = code },
        ["eventType"] = "Microsoft.EventGrid.SubscriptionValidationEvent",
        ["eventTime"] = EventJson.Time(now),
        ["metadataVersion"] = "1",
        ["dataVersion"] = "2",
    }).ToJsonString();
}

using System.Text.Json.Nodes;

namespace SecureText.Simulator;

/// <summary>What became of one recipient of a request.</summary>
internal sealed record SmsResult(
    string To, string? MessageId, int HttpStatusCode, string? RepeatabilityResult, string? ErrorMessage)
{
    internal bool Successful => HttpStatusCode is >= 200 and < 300;

    internal static SmsResult Taken(SmsRecipient recipient, string messageId) =>
        new(recipient.To, messageId, 202, recipient.RepeatabilityRequestId is null ? null : "accepted", null);

    internal static SmsResult Refused(string to, string message, bool repeatability = false) =>
        new(to, null, 400, repeatability ? "rejected" : null, message);

    internal static string ToJson(IEnumerable<SmsResult> results) =>
        new JsonObject { ["value"] = new JsonArray([.. results.Select(Item)]) }.ToJsonString();

    private static JsonObject Item(SmsResult result)
    {
        var item = new JsonObject { ["to"] = result.To };
        if (result.MessageId is not null) item["messageId"] = result.MessageId;
        item["httpStatusCode"] = result.HttpStatusCode;
        if (result.RepeatabilityResult is not null) item["repeatabilityResult"] = result.RepeatabilityResult;
        if (result.ErrorMessage is not null) item["errorMessage"] = result.ErrorMessage;
        item["successful"] = result.Successful;
        return item;
    }
}

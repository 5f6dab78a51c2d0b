using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Carriers;

/// <summary>
/// Puts the outbox row's own repeatability id and time into the request, in place of those that the client makes anew
/// at each call: a text tried again after a crash is then known to the service and not sent twice (P3).
/// </summary>
/// <remarks>
/// Per call, so before the retry policy and before the one that signs: every try of a call carries the same body, and the
/// signature covers it. The values travel on the message, by an ambient scope that ends with the call, so that calls
/// that run at the same time cannot exchange theirs.
/// </remarks>
internal sealed class StableRepeatabilityPolicy : HttpPipelineSynchronousPolicy
{
    private const string IdProperty = "securetext.repeatability-id";
    private const string FirstSentProperty = "securetext.repeatability-first-sent";

    /// <summary>Marks every request that the calling flow makes until the scope is disposed.</summary>
    /// <param name="repeatabilityId">The outbox row's id.</param>
    /// <param name="firstSent">The outbox row's time.</param>
    /// <param name="tries">Told of each retry within the call.</param>
    internal static IDisposable Use(Guid repeatabilityId, DateTimeOffset firstSent, TryCount tries) =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?>
        {
            [IdProperty] = repeatabilityId.ToString("D"),
            // RFC 1123 in GMT is the one form that the service takes.
            [FirstSentProperty] = firstSent.ToString("r", CultureInfo.InvariantCulture),
            [TryCount.Property] = tries,
        });

    public override void OnSendingRequest(HttpMessage message)
    {
        // Without the stable id a second try would be a second text: then better none.
        if (!message.TryGetProperty(IdProperty, out var id) || !message.TryGetProperty(FirstSentProperty, out var firstSent))
            throw new InvalidOperationException("A text without its outbox row's repeatability id is not sent.");

        var old = message.Request.Content ?? throw new InvalidOperationException("The request has no body.");
        using var body = new MemoryStream();
        old.WriteTo(body, message.CancellationToken);
        body.Position = 0;
        if (JsonNode.Parse(body) is not JsonObject request
            || request["smsRecipients"] is not JsonArray { Count: 1 } recipients
            || recipients[0] is not JsonObject recipient)
            throw new InvalidOperationException("The request does not have exactly one recipient.");

        recipient["repeatabilityRequestId"] = (string?)id;
        recipient["repeatabilityFirstSent"] = (string?)firstSent;
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(request));
        old.Dispose();
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Azure.Communication.Sms;

/// <summary>The body of <c>POST /sms</c>.</summary>
internal sealed record SendRequest(
    string From, IReadOnlyList<SendRequest.Recipient> SmsRecipients, string Message, SmsSendOptions? SmsSendOptions)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal BinaryData ToBody() => BinaryData.FromObjectAsJson(this, Json);

    /// <summary>A fresh id for each recipient of each call: the package's own, so a second call is a second text.</summary>
    internal static Recipient NewRecipient(string to) => new(
        to, Guid.NewGuid().ToString(), DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture));

    internal sealed record Recipient(string To, string RepeatabilityRequestId, string RepeatabilityFirstSent);
}

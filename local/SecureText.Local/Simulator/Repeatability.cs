using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecureText.Simulator;

/// <summary>
/// Remembers what each repeatability id did, so that a request made again after a lost answer has no second effect.
/// How long the service remembers is not published; here it is until the program ends.
/// </summary>
internal sealed class Repeatability
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, (string Content, SmsResult Result)> seen = [];

    /// <summary>
    /// What is wrong with a recipient's repeatability fields, or nothing. Both or neither must be there.
    /// </summary>
    internal static string? Problem(SmsRecipient recipient)
    {
        if (recipient.RepeatabilityRequestId is null && recipient.RepeatabilityFirstSent is null) return null;
        if (!Guid.TryParse(recipient.RepeatabilityRequestId, out _))
            return "Request sent with an invalid repeatability-request-id.";
        return DateTimeOffset.TryParseExact(
            recipient.RepeatabilityFirstSent, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? null
            : "Request sent with Invalid DateTime value for repeatability-first-sent.";
    }

    /// <summary>
    /// Runs <paramref name="send"/> for a new id; for a known one gives the earlier result, or refuses when the content
    /// is another. Under one lock: two equal requests at the same moment are one text.
    /// </summary>
    internal (SmsResult Result, bool IsNew) Once(SmsRequest request, SmsRecipient recipient, Func<SmsResult> send)
    {
        if (recipient.RepeatabilityRequestId is not { } text) return (send(), true);
        var id = Guid.Parse(text);
        var content = ContentOf(request, recipient);
        lock (gate)
        {
            if (seen.TryGetValue(id, out var earlier))
            {
                if (earlier.Content == content) return (earlier.Result, false);
                const string otherContent = "The repeatability-request-id was used for another message.";
                return (SmsResult.Refused(recipient.To, otherContent, repeatability: true), false);
            }

            var result = send();
            seen[id] = (content, result);
            return (result, true);
        }
    }

    private static string ContentOf(SmsRequest request, SmsRecipient recipient)
    {
        var fields =
            new[] { request.From, recipient.To, recipient.RepeatabilityFirstSent, request.Message, request.Tag };
        var joined = string.Join('\u001f', fields.Select(field => $"{field?.Length}:{field}"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(joined)));
    }
}

using System.Globalization;
using Azure;

namespace SecureText.Carriers;

/// <summary>
/// What the service's answer means for the sender. Only HTTP statuses pass: its messages may repeat the number or the words.
/// </summary>
internal static class AcsReplies
{
    /// <summary>How long to wait when the service does not say.</summary>
    internal static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(30);

    // A wrong header must not put a patient's text off for days.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>One recipient's part of a 202.</summary>
    internal static CarrierReply ForRecipient(int status, bool successful, string? messageId, Response? response, DateTimeOffset now) =>
        successful && status == 202
            ? new CarrierReply.Accepted(messageId ?? "")
            : status is >= 400 and < 500 and not (408 or 429)
                ? new CarrierReply.Rejected(Code(status))
                : Unavailable(status, response, now);

    /// <summary>A request that was refused as a whole.</summary>
    /// <remarks>
    /// 401, 403 and 404 say that a role or an address is wrong, not that the text is: the text waits until it is mended.
    /// </remarks>
    internal static CarrierReply ForRequest(int status, Response? response, DateTimeOffset now) =>
        status is >= 400 and < 500 and not (401 or 403 or 404 or 408 or 429)
            ? new CarrierReply.Rejected(Code(status))
            : Unavailable(status, response, now);

    internal static CarrierReply Unavailable(string code) => new CarrierReply.Unavailable(code, DefaultRetryAfter);

    private static CarrierReply.Unavailable Unavailable(int status, Response? response, DateTimeOffset now) =>
        new(status == 0 ? "no-connection" : Code(status), RetryAfter(response, now));

    private static TimeSpan RetryAfter(Response? response, DateTimeOffset now)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var text)) return DefaultRetryAfter;
        TimeSpan? wait = null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) wait = TimeSpan.FromSeconds(seconds);
        else if (DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)) wait = until - now;
        return wait switch
        {
            null => DefaultRetryAfter,
            { } w when w < TimeSpan.Zero => TimeSpan.Zero,
            { } w when w > LongestRetryAfter => LongestRetryAfter,
            { } w => w,
        };
    }

    private static string Code(int status) => status.ToString(CultureInfo.InvariantCulture);
}

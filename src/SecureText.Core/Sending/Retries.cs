using SecureText.Conversations;

namespace SecureText.Sending;

/// <summary>What a report of failure means for the text and for its line. Pure.</summary>
public static class Retries
{
    // A phone that is off now may be on in a quarter of an hour, or in the evening.
    private static readonly TimeSpan[] Backoff = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    /// <summary>"4008 and 4020 rate" (sms-sdk.md): the line sends more than the carriers take from it.</summary>
    public static bool SlowsTheLine(string? code) => code is "4008" or "4020";

    /// <summary>
    /// The text queued once more; null when it has failed for good. Only what a playbook sends: a person who wrote is told and
    /// decides. Consent, hours and the rest are asked anew when its time has come.
    /// </summary>
    /// <param name="message">As it is now.</param>
    /// <param name="code">"4006 unreachable (retry), 5001 temporary" (sms-sdk.md), or one that <see cref="SlowsTheLine"/>.</param>
    /// <param name="now">The present.</param>
    public static Message? After(Message message, string? code, DateTimeOffset now)
    {
        if (message.Purpose is not (SendPurpose.Campaign or SendPurpose.CampaignReply)) return null;
        if (code is not ("4006" or "5001") && !SlowsTheLine(code)) return null;
        if (message.Attempt >= Backoff.Length) return null;
        var at = now + Backoff[message.Attempt];
        if (at > message.NotAfter) return null;
        return message with
        {
            Status = message.Status.Next(MessageEvent.TryAgain),
            Reason = code,
            Attempt = message.Attempt + 1,
            DueAt = at,
            TicketAt = null,
            SlotAt = null,
            ClaimedAt = null,
            FirstSentAt = null,
            Tries = 0,
            CarrierId = null,
        };
    }
}

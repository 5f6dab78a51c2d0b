using Microsoft.AspNetCore.Http;
using SecureText.Conversations;

namespace SecureText.Api.Conversations;

/// <summary>The newest message that a person had before them when they decided.</summary>
internal static class Seen
{
    // Between two processes of one deployment.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);

    public static IResult Unreadable => Problems.BadRequest("'seen' is the id of a message of this thread.");

    /// <summary>Reads it; nothing means that the caller vouches for having seen all.</summary>
    public static bool TryRead(string? text, out MessageId? seen)
    {
        seen = null;
        if (text is null) return true;
        if (!MessageId.TryParse(text, out var id)) return false;
        seen = id;
        return true;
    }

    /// <summary>
    /// The place of it in the thread. A text that waits for its time stands at a time to come: who names it as the newest has not
    /// thereby seen what the patient writes until then.
    /// </summary>
    public static DateTimeOffset? PlaceOf(MessageId? seen, DateTimeOffset now) =>
        seen is not { } id ? null : id.PlacedAt > now + ClockSkew ? DateTimeOffset.MinValue : id.PlacedAt;
}

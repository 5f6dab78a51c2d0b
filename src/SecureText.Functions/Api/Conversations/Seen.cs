using SecureText.Conversations;

namespace SecureText.Api.Conversations;

/// <summary>The newest message that a person had before them when they decided.</summary>
internal static class Seen
{
    /// <summary>Reads it; nothing means that the caller vouches for having seen all.</summary>
    public static bool TryRead(string? text, out MessageId? seen)
    {
        seen = null;
        if (text is null) return true;
        if (!MessageId.TryParse(text, out var id)) return false;
        seen = id;
        return true;
    }
}

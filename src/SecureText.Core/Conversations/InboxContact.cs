using SecureText.Sending;

namespace SecureText.Conversations;

/// <summary>What the inbox shows of a conversation: personal, so stored sealed only.</summary>
/// <param name="Number">The patient's number as E.164, or as the carrier wrote it when it is none.</param>
/// <param name="Preview">The beginning of the newest message.</param>
public sealed record InboxContact(string Number, string Preview)
{
    /// <summary>Longest preview, in UTF-16 units.</summary>
    public const int LongestPreview = 100;

    /// <summary>Cuts a text to a preview on one line, never through a surrogate pair and without a secure link's token.</summary>
    public static string PreviewOf(string text)
    {
        var line = string.Join(' ', SecretLink.Hide(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestPreview) return line;
        var cut = char.IsHighSurrogate(line[LongestPreview - 2]) ? LongestPreview - 2 : LongestPreview - 1;
        return line[..cut] + "…";
    }

    /// <summary>Shows nothing.</summary>
    public override string ToString() => "(contact)";
}

/// <summary>A patient whose number it is, as staff have said.</summary>
/// <param name="PatientId">Opaque.</param>
/// <param name="DisplayName">Personal.</param>
public sealed record InboxName(string PatientId, string DisplayName)
{
    /// <summary>
    /// Taken off the number since, and nameless. It stays on the list: texts that nobody has attributed may be this patient's
    /// and do not become another's by guess (W18).
    /// </summary>
    public bool Removed { get; init; }

    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => PatientId;
}

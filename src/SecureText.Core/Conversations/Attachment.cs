using System.Globalization;

namespace SecureText.Conversations;

/// <summary>A file that came or went with a message: nothing in it is personal. Its name is sealed with the words.</summary>
public sealed record Attachment
{
    /// <summary>The types that may be kept: pictures of a phone, and PDF.</summary>
    public static IReadOnlyList<string> Types { get; } = ["image/jpeg", "image/png", "image/heic", "application/pdf"];

    private const int LongestId = 64;

    /// <summary>Names a stored file.</summary>
    /// <param name="id">Opaque: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="contentType">One of <see cref="Types"/>, found by looking into the file.</param>
    /// <param name="bytes">Its size in clear.</param>
    /// <exception cref="ArgumentException">One of them is none.</exception>
    public Attachment(string id, string contentType, long bytes)
    {
        if (!IsGood(id, contentType, bytes)) throw new ArgumentException("Not an attachment.");
        (Id, ContentType, Bytes) = (id, contentType, bytes);
    }

    /// <summary>Opaque.</summary>
    public string Id { get; }

    /// <summary>One of <see cref="Types"/>.</summary>
    public string ContentType { get; }

    /// <summary>Size in clear.</summary>
    public long Bytes { get; }

    /// <summary>The stored form: <c>id type bytes</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {ContentType} {Bytes}");

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static Attachment Parse(string text)
    {
        var parts = text.Split(' ');
        return parts.Length == 3
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && IsGood(parts[0], parts[1], bytes)
                ? new Attachment(parts[0], parts[1], bytes)
                : throw new FormatException("Not an attachment.");
    }

    private static bool IsGood(string id, string contentType, long bytes) =>
        id.Length is > 0 and <= LongestId && id.AsSpan().IsBase64Url() && Types.Contains(contentType) && bytes >= 0;
}

/// <summary>A file about to be written with its message. Lives in memory only.</summary>
/// <param name="File">What may stand in clear.</param>
/// <param name="Name">As the patient's phone called it; personal.</param>
public sealed record AttachmentDraft(Attachment File, string Name)
{
    /// <summary>Shows no name.</summary>
    public override string ToString() => File.ToString();
}

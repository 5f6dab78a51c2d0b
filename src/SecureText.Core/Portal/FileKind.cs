using System.Buffers.Binary;

namespace SecureText.Portal;

/// <summary>
/// What a file is, by its first bytes: what a page calls it counts for nothing. Only the four types that patients need;
/// a file that is two things at once is served as the one that it begins as, to be saved and never shown in place.
/// </summary>
public sealed record FileKind
{
    /// <summary>Bytes that <see cref="Of"/> wants to see, if there are as many.</summary>
    public const int Needed = 64;

    private FileKind(string contentType, string extension, params string[] otherExtensions) =>
        (ContentType, Extensions) = (contentType, [extension, .. otherExtensions]);

    /// <summary>A photo.</summary>
    public static FileKind Jpeg { get; } = new("image/jpeg", ".jpg", ".jpeg");

    /// <summary>A picture of a screen.</summary>
    public static FileKind Png { get; } = new("image/png", ".png");

    /// <summary>A photo as some phones keep it.</summary>
    public static FileKind Heic { get; } = new("image/heic", ".heic", ".heif");

    /// <summary>A document.</summary>
    public static FileKind Pdf { get; } = new("application/pdf", ".pdf");

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>How the name of such a file ends; the first is the usual one.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>What begins so; null for everything else.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> beginning) =>
        IsJpeg(beginning) ? Jpeg : IsPng(beginning) ? Png : IsHeic(beginning) ? Heic : IsPdf(beginning) ? Pdf : null;

    // Start of image, then a marker that really begins one: a table, a frame, an application's segment.
    private static bool IsJpeg(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && bytes is [0xff, 0xd8, 0xff, ((>= 0xc0 and <= 0xcf) or (>= 0xdb and <= 0xef) or 0xfe), ..];

    // Signature, then the header chunk of 13 bytes, as every PNG has.
    private static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(PngStart);

    private static ReadOnlySpan<byte> PngStart =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    // ISO base media: a file type box first, with a brand of still HEVC pictures among its brands.
    private static bool IsHeic(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || !bytes[4..8].SequenceEqual("ftyp"u8)) return false;
        var size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (size is < 16 or > 1024 || size % 4 != 0) return false;
        if (IsStillBrand(bytes[8..12])) return true;
        if (!bytes[8..12].SequenceEqual("mif1"u8) && !bytes[8..12].SequenceEqual("msf1"u8)) return false;
        for (var at = 16; at + 4 <= Math.Min(size, bytes.Length); at += 4)
        {
            if (IsStillBrand(bytes.Slice(at, 4))) return true;
        }

        return false;
    }

    private static bool IsStillBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8);

    // Readers search the first kilobyte for it; here it has to stand where the format says, at the beginning.
    private static bool IsPdf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && bytes.StartsWith("%PDF-"u8)
        && bytes[5] is (byte)'1' or (byte)'2' && bytes[6] == (byte)'.' && bytes[7] is >= (byte)'0' and <= (byte)'9';
}

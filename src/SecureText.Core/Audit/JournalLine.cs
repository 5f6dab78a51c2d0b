using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SecureText.Audit;

/// <summary>
/// One line of a journal: <c>{"v":2,"at","writer","seq","actor","action","subjects","outcome","correlation","detail",
/// "source","emergency","prev"}</c> in this order, without spaces, ended by one line feed. There is exactly one way to write a line, so a
/// line that reads back differently was not written by this program.
/// </summary>
/// <param name="Writer">The process that wrote it.</param>
/// <param name="Seq">1 for the writer's first line, then one more each, also across blobs.</param>
/// <param name="Entry">The fact.</param>
/// <param name="Prev">
/// base64url SHA-256 over all bytes of the writer's line before, or, on the first line of a blob, over
/// <see cref="Opening"/>.
/// </param>
public sealed record JournalLine(string Writer, long Seq, AuditEntry Entry, string Prev)
{
    private const int Version = 2;
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The bytes of the line, with its line feed.</summary>
    /// <exception cref="ArgumentException">A field is not opaque (<see cref="Opaque"/>).</exception>
    public static byte[] Format(JournalLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        Opaque.Check(line.Entry);
        if (!Opaque.Fits(line.Writer, Opaque.MaxShortLength) || !Opaque.Fits(line.Prev) || line.Seq < 1)
            throw new ArgumentException("Not a journal line.", nameof(line));
        var entry = line.Entry;
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new Wire(
                Version,
                entry.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
                line.Writer,
                line.Seq,
                entry.Actor,
                entry.Action,
                entry.Subjects,
                entry.Outcome,
                entry.Correlation,
                entry.Detail,
                entry.Source,
                entry.Emergency,
                line.Prev),
            Json);
        return [.. json, (byte)'\n'];
    }

    /// <summary>Reads exactly what <see cref="Format"/> writes; another order, spacing, escape or field is refused.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out JournalLine line)
    {
        line = JournalLineReader.TryRead(bytes, out var fields) ? fields.ToLine(bytes) : null!;
        return line is not null;
    }

    /// <summary>Reads a line that must be good.</summary>
    /// <exception cref="FormatException">It is not a line. The text is not repeated.</exception>
    public static JournalLine Parse(ReadOnlySpan<byte> bytes) =>
        TryParse(bytes, out var line) ? line : throw new FormatException("Not a journal line.");

    /// <summary>base64url SHA-256, as it stands in <see cref="Prev"/>.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(SHA256.HashData(bytes));

    /// <summary>
    /// <see cref="Prev"/> of the first line in a blob. Binds the blob's name, its writer and the writer's last line
    /// before it, so that a blob cannot be renamed, given to another writer or taken out of the middle.
    /// </summary>
    /// <param name="blob">Name of the blob.</param>
    /// <param name="writer">Its writer.</param>
    /// <param name="last">Hash of the writer's last line; empty when there is none.</param>
    public static string Opening(string blob, string writer, string last) =>
        HashOf(Encoding.UTF8.GetBytes($"securetext/journal/v1\n{blob}\n{writer}\n{last}\n"));

    // The order of the members is the order in the line.
    private sealed record Wire(
        int V,
        string At,
        string Writer,
        long Seq,
        string Actor,
        string Action,
        IReadOnlyList<string> Subjects,
        string Outcome,
        string Correlation,
        string? Detail,
        string? Source,
        string? Emergency,
        string Prev);
}

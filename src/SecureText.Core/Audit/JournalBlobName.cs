using System.Globalization;
using System.Text.RegularExpressions;

namespace SecureText.Audit;

/// <summary>
/// <c>journal/yyyy/MM/dd/{writer}-{nnnn}.jsonl</c>. A writer lives one UTC day, so all its blobs stand in one folder.
/// </summary>
/// <param name="Day">The writer's UTC day.</param>
/// <param name="Writer">Its id.</param>
/// <param name="Number">1 for its first blob; numbers may be left out, the chain tells whether a blob is missing.</param>
public sealed partial record JournalBlobName(DateOnly Day, string Writer, int Number)
{
    /// <summary>What all names begin with.</summary>
    public const string Prefix = "journal/";

    /// <summary>What the names of one day begin with.</summary>
    public static string PrefixOf(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyy'/'MM'/'dd}/");

    /// <summary>The blob's name.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{Day:yyyy'/'MM'/'dd}/{Writer}-{Number:D4}.jsonl");

    /// <summary>Reads a name; null for anything that is not written exactly so.</summary>
    public static JournalBlobName? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success
            || !DateOnly.TryParseExact(match.Groups[1].ValueSpan, "yyyy'/'MM'/'dd", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var day)
            || !int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var name = new JournalBlobName(day, match.Groups[2].Value, number);
        return name.ToString() == text ? name : null;
    }

    [GeneratedRegex(@"\Ajournal/(\d{4}/\d{2}/\d{2})/([a-z0-9]{1,64})-(\d{4,9})\.jsonl\z")]
    private static partial Regex Form();
}

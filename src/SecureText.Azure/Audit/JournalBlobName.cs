using System.Globalization;
using System.Text.RegularExpressions;

namespace SecureText.Audit;

/// <summary><c>journal/yyyy/MM/dd/{writer}-{nnnn}.jsonl</c>; the number goes on over the days of one writer.</summary>
internal sealed partial record JournalBlobName(DateOnly Day, string Writer, int Number)
{
    public const string Prefix = "journal/";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{Day:yyyy'/'MM'/'dd}/{Writer}-{Number:D4}.jsonl");

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

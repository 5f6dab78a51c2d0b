using System.Globalization;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Patients;
using SecureText.Roster;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Import;

/// <summary>Reads single cells the way in which systems and people write them. Each refusal says what to mend.</summary>
internal static class Cells
{
    private const int LongestId = 200;
    private const int LongestShown = 40;
    private const int LongestPlace = 200;
    internal const int LongestDoctor = 100;

    // Of Spanish and English: what stands in a column of consents.
    private static readonly Dictionary<string, MessageClass> Classes = Words(
        (MessageClass.Conversation, "conversation conversations texts messages chat conversacion mensajes"),
        (MessageClass.Appointments, "appointments appointment reminders reminder visits citas cita recordatorios"),
        (MessageClass.FollowUp, "followup followups checkin checkins seguimiento"),
        (MessageClass.Billing, "billing bills bill payments payment balances statements cobros pagos facturacion facturas"),
        (MessageClass.Wellness, "wellness health news recalls recall refills surveys marketing bienestar salud avisos noticias"));

    private static readonly HashSet<string> Yes = [.. "yes y true 1 x si s all everything optin optedin granted agreed signed todo todos".Split(' ')];
    private static readonly HashSet<string> No = [.. "no n false 0 none optout optedout declined refused denied stop ninguno rechazo".Split(' ')];

    /// <summary>Shortened for a refusal, and in one line.</summary>
    public static string Show(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestShown ? line : line[..(LongestShown - 1)] + "…";
    }

    /// <summary>An id of another system, as it is written; a number that a spreadsheet gave a ".0" is the number.</summary>
    public static Reading<string> Id(string text, string what) =>
        text.Length == 0 ? Reading<string>.No($"there is no {what}")
        : text.Length > LongestId || text.Any(char.IsControl) || new MessageText(text).HasLoneSurrogate
            ? Reading<string>.No($"the {what} is too long or has characters that cannot be read")
        : text.Contains("E+", StringComparison.Ordinal) && double.TryParse(text, CultureInfo.InvariantCulture, out _)
            ? Reading<string>.No($"the {what} {Show(text)} was shortened by a spreadsheet; format the column as text")
        : Whole(text);

    public static Reading<string> Number(string text)
    {
        if (PhoneNumber.TryParse(Whole(text), out var number)) return number.E164;
        var digits = text.Count(char.IsAsciiDigit);
        var why = text.Contains("E+", StringComparison.OrdinalIgnoreCase) ? "was shortened by a spreadsheet; format the column as text"
            : text.Any(char.IsLetter) ? "has letters or an extension"
            : digits < 10 ? "has too few digits"
            : digits > 11 || (digits == 11 && text.First(char.IsAsciiDigit) != '1') ? "has too many digits"
            : "is no number in the US or Canada";
        return Reading<string>.No($"the number {Show(text)} {why}");
    }

    public static Reading<string> Name(string full, string first, string last)
    {
        var name = full.Length > 0 ? Turned(full) : $"{first} {last}".Trim();
        if (name.Length == 0) return Reading<string>.No("there is no name");
        return PatientRecord.ReadName(name) is { } good
            ? good
            : Reading<string>.No($"the name is longer than {PatientRecord.LongestName} characters or has characters that cannot be read");
    }

    /// <summary>Anything but Spanish is written to in English.</summary>
    public static Language Language(string text) =>
        ColumnGuess.Fold(text) is "es" or "spa" or "sp" or "spanish" or "espanol" or "castellano" or "esus" or "esmx" or "espr" or "espanolspanish"
            or "spanishcastilian"
            ? Texting.Language.Spanish
            : Texting.Language.English;

    public static Reading<string> State(string text) =>
        UsState.TryParse(text.Trim('.'), out var state) ? state.Code
        : StateNames.CodeOf(ColumnGuess.Fold(text)) is { } code ? code
        : Reading<string>.No($"the state {Show(text)} is not known; write its two letters");

    public static Reading<string> Zone(string text)
    {
        var id = StateNames.ZoneOf(ColumnGuess.Fold(text)) ?? text;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && id.Contains('/')
            ? id
            : Reading<string>.No($"the time zone {Show(text)} is not known; write it as America/Denver");
    }

    /// <summary>No class at all is "no".</summary>
    public static Reading<IReadOnlyList<MessageClass>> Consent(string text)
    {
        var folded = ColumnGuess.Fold(text);
        if (Yes.Contains(folded)) return Enum.GetValues<MessageClass>();
        if (No.Contains(folded)) return Array.Empty<MessageClass>();
        var named = new List<MessageClass>();
        foreach (var part in text.Split([';', ',', '|', '/', '+', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Classes.TryGetValue(ColumnGuess.Fold(part), out var one))
                return Reading<IReadOnlyList<MessageClass>>.No(
                    $"the consent {Show(part)} is not known; write yes, no, or some of: conversation; appointments; follow-up; billing; wellness");
            named.Add(one);
        }

        return named.Distinct().Order().ToArray();
    }

    /// <summary>The last name alone, as a text says it.</summary>
    public static string? Doctor(string text)
    {
        var beforeTitles = text.Split(',') is [var last, var rest, ..] && !IsTitle(rest) ? last : text.Split(',')[0];
        var words = beforeTitles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !IsTitle(word)).ToArray();
        return words.Length == 0 || words[^1].Length > LongestDoctor ? null : words[^1];

        static bool IsTitle(string word) => ColumnGuess.Fold(word) is "dr" or "dra" or "doctor" or "doctora" or "md" or "do" or "np" or "pa" or "pac" or "rn"
            or "dds" or "dmd" or "phd" or "dpm" or "od" or "aprn" or "fnp" or "dnp" or "facp" or "mr" or "mrs" or "ms" or "jr" or "sr" or "ii" or "iii" or "";
    }

    /// <summary>Where a visit is; as it stands in a text.</summary>
    public static Reading<string> Place(string text) => text.Length <= LongestPlace && !text.Any(char.IsControl)
        ? text
        : Reading<string>.No($"the place is longer than {LongestPlace} characters or has characters that cannot be read");

    /// <summary>As <c>$120.00</c>, and whether anything is owed.</summary>
    public static Reading<(string Text, bool Owed)> Amount(string text)
    {
        var plain = text.Replace("$", "", StringComparison.Ordinal).Replace("USD", "", StringComparison.OrdinalIgnoreCase).Trim();
        return decimal.TryParse(plain, NumberStyles.Currency, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 10_000_000
            ? (Money(amount), amount > 0)
            : Reading<(string, bool)>.No($"the amount {Show(text)} is not an amount of dollars");
    }

    internal static string Money(decimal amount) =>
        (amount < 0 ? "-" : "") + string.Create(CultureInfo.InvariantCulture, $"${Math.Abs(amount):N2}");

    public static Reading<string> Url(string text) =>
        text.Length <= 1000 && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && !text.Any(char.IsWhiteSpace)
            ? text
            : Reading<string>.No($"the link {Show(text)} does not begin with https://");

    public static Reading<OccasionStatus> Status(OccasionKind kind, string text) =>
        StatusWords.Read(kind, ColumnGuess.Fold(text)) is { } status
            ? status
            : StatusWords.IsNotBooked(kind, ColumnGuess.Fold(text)) ? Reading<OccasionStatus>.No($"it is not booked yet ({Show(text)})")
            : Reading<OccasionStatus>.No($"the status {Show(text)} is not known; write {StatusWords.Known(kind)}");

    // "Soto, Ana" is Ana Soto.
    private static string Turned(string name) => name.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } last, { Length: > 0 } first]
        ? $"{first} {last}"
        : name;

    private static string Whole(string text) => text.EndsWith(".0", StringComparison.Ordinal) && text[..^2].All(char.IsAsciiDigit) ? text[..^2] : text;

    private static Dictionary<string, MessageClass> Words(params (MessageClass Class, string Words)[] lists) => lists
        .SelectMany(list => list.Words.Split(' '), (list, word) => (word, list.Class))
        .ToDictionary(pair => pair.word, pair => pair.Class, StringComparer.Ordinal);
}

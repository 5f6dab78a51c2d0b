using System.Globalization;
using System.Text.RegularExpressions;
using SecureText.Clinic;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>
/// Fills the places of a playbook's words. What stands in square brackets is left out when a place in it is not known:
/// <c>your visit[ with Dr. {doctor}] on {day}</c>.
/// </summary>
public static partial class TouchText
{
    /// <summary>Places that an SMS may hold, beside the link.</summary>
    internal static readonly string[] InTexts = [Places.Clinic, "day", "date", "time", "doctor", "place", "phone"];

    /// <summary>Places that stand behind the link only.</summary>
    internal static readonly string[] OnlyBehind = ["amount", "url"];

    /// <summary>Ends the first text of a relationship, which "names the clinic and how to stop"; every text has room for it.</summary>
    public static string HowToStop(Language language) => language == Language.Spanish
        ? " Responda STOP o ALTO para terminar."
        : " Reply STOP to end texts.";

    /// <summary>
    /// Places outside brackets that these cannot fill, as the address of a visit that is not by video. With any of them the
    /// occasion is none for this playbook.
    /// </summary>
    public static IReadOnlyList<string> Lacks(Playbook playbook, TouchPlaces places)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        ArgumentNullException.ThrowIfNull(places);
        var behind = playbook.Touches.Select(touch => touch.Behind).OfType<Bilingual>()
            .Select(words => RenderBehind(words, Language.English, places));
        var texts = PlaybookTexts.Of(playbook).Select(text => Render(text.Words, Language.English, places));
        return [.. texts.Concat(behind).SelectMany(text => Place().Matches(text.Value)).Select(Name).Where(name => name != Places.Link).Distinct()];
    }

    /// <summary>The words of an SMS. Never holds what belongs behind the link.</summary>
    public static MessageText Render(Bilingual text, Language language, TouchPlaces places)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(places);
        return new MessageText(Fill(text.In(language), Values(language, places)));
    }

    /// <summary>The words behind the link.</summary>
    public static MessageText RenderBehind(Bilingual text, Language language, TouchPlaces places)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(places);
        var values = Values(language, places);
        Add(values, "amount", places.Amount);
        Add(values, "url", places.Url);
        return new MessageText(Fill(text.In(language), values));
    }

    private static string Fill(string words, Dictionary<string, string> values)
    {
        var whole = Perhapses().Replace(words, part => Place().Matches(part.Value).All(place => values.ContainsKey(Name(place)))
            ? part.Groups["words"].Value
            : "");

        // "p. m." and "Main St." end with a point of their own: it is the sentence's too.
        foreach (var (name, _) in values.Where(value => value.Value.EndsWith('.')))
            whole = whole.Replace($"{{{name}}}.", $"{{{name}}}", StringComparison.Ordinal);
        return Places.Fill(whole, values);
    }

    private static string Name(Match place) => place.Groups["name"].Value;

    private static Dictionary<string, string> Values(Language language, TouchPlaces places)
    {
        var local = TimeZoneInfo.ConvertTime(places.At, places.Zone);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Places.Clinic] = places.Clinic.Value,
            ["day"] = Days[language == Language.Spanish ? 1 : 0][(int)local.DayOfWeek],
            ["date"] = Date(local, language),
            ["time"] = Time(local, language),
        };
        Add(values, "doctor", places.Doctor);
        Add(values, "place", places.Place);
        Add(values, "phone", places.Phone);
        Add(values, Places.Link, places.Link);
        return values;
    }

    // Accents that plain texts lack would halve the room for the rest.
    private static void Add(Dictionary<string, string> values, string place, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) values[place] = Gsm7.Fold(value.Trim());
    }

    private static string Date(DateTimeOffset local, Language language)
    {
        var month = Months[language == Language.Spanish ? 1 : 0][local.Month - 1];
        return language == Language.Spanish
            ? string.Create(CultureInfo.InvariantCulture, $"{local.Day} de {month}")
            : string.Create(CultureInfo.InvariantCulture, $"{month} {local.Day}");
    }

    private static string Time(DateTimeOffset local, Language language) => local.ToString("h:mm", CultureInfo.InvariantCulture)
        + (local.Hour < 12, language == Language.Spanish) switch
        {
            (true, false) => " AM",
            (false, false) => " PM",
            (true, true) => " a.m.",
            (false, true) => " p.m.",
        };

    // Our own names, not the system's: they differ between platforms, and plain texts lack the letter of "sábado".
    private static readonly string[][] Days =
    [
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sabado"],
    ];

    private static readonly string[][] Months =
    [
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    ];

    [GeneratedRegex(@"\[(?<words>[^\[\]]*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Perhapses();

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}

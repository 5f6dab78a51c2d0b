using System.Text.RegularExpressions;

namespace SecureText.Clinic;

/// <summary>Fills places as <c>{clinic}</c> in words that the clinic wrote.</summary>
public static partial class Places
{
    /// <summary>The clinic's name.</summary>
    public const string Clinic = "clinic";

    /// <summary>The secure link.</summary>
    public const string Link = "link";

    /// <summary>The one-time code.</summary>
    public const string Code = "code";

    /// <summary>What the patient is called.</summary>
    public const string Patient = "patient";

    /// <summary>The member of staff who writes.</summary>
    public const string Me = "me";

    /// <summary>The words with each place filled once; what was filled in is not read again.</summary>
    public static string Fill(string words, IReadOnlyDictionary<string, string> values) => Place().Replace(
        words, place => values.TryGetValue(place.Groups["name"].Value, out var value) ? value : place.Value);

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}

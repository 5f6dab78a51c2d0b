using System.Globalization;
using System.Text.Json;
using SecureText.Patients;
using SecureText.Texting;

namespace SecureText.Import.Fhir;

/// <summary>Reads a Patient.</summary>
internal static class FhirPatient
{
    /// <summary>The patient; why a person must mend it; or why it is left out.</summary>
    public static (PatientEntry? Patient, string? Reason, string? Skip) Read(JsonElement json, string id, DateOnly today)
    {
        if (json.Child("active") is { ValueKind: JsonValueKind.False }) return (null, null, "Patient (not active)");
        if (json.Child("deceasedBoolean") is { ValueKind: JsonValueKind.True } || json.Text("deceasedDateTime") is not null)
            return (null, null, "Patient (deceased)");
        var faults = new List<string>();
        var goodId = Cells.Id(id, "patient ID");
        var name = Cells.Name(NameOf(json), "", "");
        var (number, written) = NumberOf(json);
        foreach (var fault in new[] { goodId.Refusal, name.Refusal })
            if (fault is not null) faults.Add(fault);
        if (number is null) faults.Add(written is null ? "there is no mobile number" : Cells.Number(written).Refusal ?? "there is no mobile number");
        if (faults.Count > 0) return (null, string.Join("; ", faults), null);
        return (new PatientEntry(goodId.Value!, number!, name.Value!)
        {
            // "1980" and "1980-05" are dates in FHIR, and no date of birth to be asked for.
            Born = DateOnly.TryParseExact(json.Text("birthDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
                && PatientRecord.IsBirth(born, today) ? born : null,
            Language = LanguageOf(json),
            State = json.Items("address").OrderBy(address => address.Text("use") switch { "home" => 0, "old" => 9, _ => 1 })
                .Select(address => address.Text("state")).OfType<string>().Select(text => Cells.State(text).Value).FirstOrDefault(),
        }, null, null);
    }

    private static string NameOf(JsonElement json)
    {
        foreach (var name in json.Items("name").OrderBy(Rank))
        {
            var given = name.Child("given") switch
            {
                { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(one => one.AsText()).OfType<string>().ToList(),
                { ValueKind: JsonValueKind.String } one => [one.AsText() ?? ""],
                _ => [],
            };
            var whole = string.Join(' ', given.Take(2).Append(name.Text("family") ?? "")).Trim();
            if (name.Text("family") is null || given.Count == 0) whole = name.Text("text") ?? whole;
            if (whole.Length > 0) return whole;
        }

        return "";

        static int Rank(JsonElement name) => name.Text("use") switch { "official" => 0, "usual" => 1, null => 2, "old" or "maiden" => 9, _ => 3 };
    }

    private static (string? Number, string? Written) NumberOf(JsonElement json)
    {
        var all = json.Items("telecom")
            .Where(one => one.Text("system") is null or "phone" or "sms" && one.Text("use") is not ("old" or "work"))
            .OrderBy(one => one.Text("system") == "sms" ? 0 : one.Text("use") == "mobile" ? 1 : 2)
            .ThenBy(one => int.TryParse(one.Text("rank"), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : int.MaxValue)
            .Select(one => one.Text("value")).OfType<string>()
            .Select(value => value.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("sms:", StringComparison.OrdinalIgnoreCase) ? value[4..] : value)
            .ToList();
        foreach (var text in all)
            if (PhoneNumber.TryParse(text, out var number)) return (number.E164, text);
        return (null, all.FirstOrDefault());
    }

    private static Language? LanguageOf(JsonElement json)
    {
        var spoken = json.Items("communication").OrderByDescending(one => one.Child("preferred") is { ValueKind: JsonValueKind.True }).FirstOrDefault();
        if (spoken.Child("language") is not { } language) return null;
        var words = language.Items("coding").SelectMany(coding => new[] { coding.Text("code")?.Split('-')[0], coding.Text("display") })
            .Append(language.Text("text")).OfType<string>().ToList();
        return words.Count == 0 ? null
            : words.Any(word => Cells.Language(word.Split('(')[0]) == Language.Spanish) ? Language.Spanish : Language.English;
    }
}

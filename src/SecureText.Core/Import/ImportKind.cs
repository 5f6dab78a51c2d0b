using System.Text.Json.Serialization;
using SecureText.Campaigns;

namespace SecureText.Import;

/// <summary>What a file is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportKind>))]
public enum ImportKind
{
    /// <summary>Patients with their numbers.</summary>
    [JsonStringEnumMemberName("patient")]
    Patient,

    /// <summary>Visits to come.</summary>
    [JsonStringEnumMemberName("appointment")]
    Appointment,

    /// <summary>Visits that have been.</summary>
    [JsonStringEnumMemberName("visit")]
    Visit,

    /// <summary>Statements of account.</summary>
    [JsonStringEnumMemberName("statement")]
    Statement,

    /// <summary>Refills that are due.</summary>
    [JsonStringEnumMemberName("refill")]
    Refill,

    /// <summary>Visits that should be booked.</summary>
    [JsonStringEnumMemberName("recall")]
    Recall,

    /// <summary>FHIR R4: whatever of the above is in it.</summary>
    [JsonStringEnumMemberName("fhir")]
    Fhir,
}

/// <summary>Kinds as the API and stored rows write them.</summary>
public static class ImportKinds
{
    /// <summary>The word.</summary>
    public static string Word(this ImportKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Reads the word, exactly.</summary>
    public static bool TryParse(string? word, out ImportKind kind)
    {
        kind = Enum.GetValues<ImportKind>().FirstOrDefault(one => one.Word() == word);
        return word == kind.Word();
    }

    /// <summary>The occasions of a file of rows; null for patients and FHIR.</summary>
    public static OccasionKind? Occasion(this ImportKind kind) => kind switch
    {
        ImportKind.Appointment => OccasionKind.Appointment,
        ImportKind.Visit => OccasionKind.Visit,
        ImportKind.Statement => OccasionKind.Statement,
        ImportKind.Refill => OccasionKind.Refill,
        ImportKind.Recall => OccasionKind.Recall,
        _ => null,
    };
}

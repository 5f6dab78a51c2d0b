using System.Text.Json.Serialization;

namespace SecureText.Campaigns;

/// <summary>What in the world a playbook is about. Stored by name.</summary>
[JsonConverter(typeof(NamedEnum<OccasionKind>))]
public enum OccasionKind
{
    /// <summary>A visit that is to come.</summary>
    [JsonStringEnumMemberName("appointment")]
    Appointment,

    /// <summary>A visit that has been.</summary>
    [JsonStringEnumMemberName("visit")]
    Visit,

    /// <summary>A statement of account.</summary>
    [JsonStringEnumMemberName("statement")]
    Statement,

    /// <summary>A refill that is due.</summary>
    [JsonStringEnumMemberName("refill")]
    Refill,

    /// <summary>A visit that should be booked.</summary>
    [JsonStringEnumMemberName("recall")]
    Recall,

    /// <summary>A call that nobody answered; one a caller and day.</summary>
    [JsonStringEnumMemberName("call")]
    Call,

    /// <summary>The patient as such, for news to many.</summary>
    [JsonStringEnumMemberName("patient")]
    Patient,
}

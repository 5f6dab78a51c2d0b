using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureText.Clinic;

/// <summary>How clinic settings are written as JSON, in storage and in the API.</summary>
public static class ClinicJson
{
    /// <summary>camelCase; refuses null where something must stand. Properties of a later program are passed over.</summary>
    public static JsonSerializerOptions Stored { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The same, and refuses what it does not know: a misspelt property must not be lost without a word.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Stored)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };
}

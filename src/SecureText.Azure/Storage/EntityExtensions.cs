using Azure.Data.Tables;

namespace SecureText.Storage;

/// <summary>Reading and writing properties of a row, strictly.</summary>
internal static class EntityExtensions
{
    public static void SetUnlessNull(this TableEntity entity, string name, object? value)
    {
        if (value is not null) entity[name] = value;
    }

    public static string Text(this TableEntity entity, string name) =>
        entity.GetString(name) ?? throw new InvalidDataException($"A row lacks {name}.");

    public static long Long(this TableEntity entity, string name) =>
        entity.GetInt64(name) ?? throw new InvalidDataException($"A row lacks {name}.");

    /// <summary>For rows that may be anything: null also when the property has another type.</summary>
    public static string? TryText(this TableEntity entity, string name) =>
        entity.TryGetValue(name, out var value) ? value as string : null;

    public static long? TryLong(this TableEntity entity, string name) =>
        entity.TryGetValue(name, out var value) ? value as long? : null;

    public static DateTimeOffset? TryTime(this TableEntity entity, string name) =>
        entity.TryGetValue(name, out var value) ? value as DateTimeOffset? : null;

    public static byte[] TryBinary(this TableEntity entity, string name) =>
        entity.TryGetValue(name, out var value) && value is byte[] bytes ? bytes : [];

    // The service keeps 100 ns and returns UTC.
    public static DateTimeOffset? Time(this TableEntity entity, string name) => entity.GetDateTimeOffset(name);
}

using System.Globalization;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// One property on its way to the service: a value that JSON can say, and the type annotation it needs.
/// </summary>
internal readonly record struct EntityProperty(string Name, object Value, string? EdmType)
{
    private const string DateForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The property, or null where the value is null: the service does not store nulls.</summary>
    public static EntityProperty? From(string name, object? value) => value switch
    {
        null => null,
        string or bool or int => new EntityProperty(name, value, null),
        double => new EntityProperty(name, value, "Edm.Double"),
        long number => new EntityProperty(name, number.ToString(CultureInfo.InvariantCulture), "Edm.Int64"),
        ulong number => new EntityProperty(name, number.ToString(CultureInfo.InvariantCulture), "Edm.Int64"),
        Guid guid => new EntityProperty(name, guid.ToString(), "Edm.Guid"),
        byte[] bytes => new EntityProperty(name, new ReadOnlyMemory<byte>(bytes), "Edm.Binary"),
        BinaryData bytes => new EntityProperty(name, bytes.ToMemory(), "Edm.Binary"),
        Enum member => new EntityProperty(name, member.ToString(), null),
        DateTimeOffset time => new EntityProperty(name, Text(time), "Edm.DateTime"),
        DateTime { Kind: DateTimeKind.Utc } time => new EntityProperty(name, Text(time), "Edm.DateTime"),
        DateTime time => throw new NotSupportedException(
            $"DateTime {time} has a Kind of {time.Kind}. Azure SDK requires it to be UTC. " +
            "You can call DateTime.SpecifyKind to change Kind property value to DateTimeKind.Utc."),
        _ => throw new NotSupportedException($"Not supported type {value.GetType()}"),
    };

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture);
}

/// <summary>An entity on its way to the service: its keys and what else it holds.</summary>
internal sealed record EntityProperties(string PartitionKey, string RowKey, IReadOnlyList<EntityProperty> Others)
{
    public static EntityProperties Of(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity.PartitionKey));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity.RowKey));
        var pairs = entity is IDictionary<string, object?> dictionary
            ? dictionary
                .Where(pair => !IsSystem(pair.Key))
                .Select(pair => EntityProperty.From(pair.Key, pair.Value))
            : EntityMembers.Of(entity.GetType())
                .Select(member => EntityProperty.From(member.Name, member.Property.GetValue(entity)));
        var others = pairs.Where(pair => pair is not null).Select(pair => pair!.Value);
        return new(entity.PartitionKey, entity.RowKey, [.. others]);
    }

    private static bool IsSystem(string name) =>
        name is nameof(PartitionKey) or nameof(RowKey) or nameof(ITableEntity.Timestamp)
        || name.StartsWith("odata.", StringComparison.Ordinal);
}

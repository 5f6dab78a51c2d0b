using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// Entities as OData JSON (minimal metadata): values that JSON cannot say carry an <c>@odata.type</c>.
/// </summary>
internal static class EntityJson
{
    public const string ETagName = "odata.etag";
    private const string TypeSuffix = "@odata.type";

    public static byte[] Write(EntityProperties entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(nameof(ITableEntity.PartitionKey), entity.PartitionKey);
            writer.WriteString(nameof(ITableEntity.RowKey), entity.RowKey);
            foreach (var property in entity.Others)
                Write(writer, property);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static T Read<T>(JsonElement row)
        where T : class, ITableEntity
    {
        if (typeof(T) == typeof(TableEntity))
            return (T)(object)new TableEntity(ReadAll(row));
        var entity = Activator.CreateInstance<T>();
        if (entity is IDictionary<string, object> dictionary)
        {
            foreach (var (name, value) in ReadAll(row))
                dictionary[name] = value;
            return entity;
        }
        if (row.TryGetProperty(nameof(ITableEntity.PartitionKey), out var partitionKey))
            entity.PartitionKey = partitionKey.GetString();
        if (row.TryGetProperty(nameof(ITableEntity.RowKey), out var rowKey))
            entity.RowKey = rowKey.GetString();
        if (row.TryGetProperty(nameof(ITableEntity.Timestamp), out var timestamp))
            entity.Timestamp = Time(timestamp);
        if (row.TryGetProperty(ETagName, out var etag))
            entity.ETag = new ETag(etag.GetString()!);
        foreach (var member in EntityMembers.Of(typeof(T)))
        {
            if (member.CanWrite && row.TryGetProperty(member.Name, out var value))
                member.Property.SetValue(entity, As(value, member.Property.PropertyType));
        }
        return entity;
    }

    private static void Write(Utf8JsonWriter writer, EntityProperty property)
    {
        if (property.EdmType is not null)
            writer.WriteString(property.Name + TypeSuffix, property.EdmType);
        switch (property.Value)
        {
            case bool value:
                writer.WriteBoolean(property.Name, value);
                break;
            case int value:
                writer.WriteNumber(property.Name, value);
                break;
            case double value:
                writer.WriteNumber(property.Name, value);
                break;
            case ReadOnlyMemory<byte> value:
                writer.WriteBase64String(property.Name, value.Span);
                break;
            default:
                writer.WriteString(property.Name, (string)property.Value);
                break;
        }
    }

    private static Dictionary<string, object> ReadAll(JsonElement row)
    {
        var values = new Dictionary<string, object>();
        foreach (var property in row.EnumerateObject())
        {
            if (property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
                continue;
            var type =
                row.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
            // The service stamps every row; some answers leave the annotation of its own column out.
            if (property.Name == nameof(ITableEntity.Timestamp))
                type = "Edm.DateTime";
            values[property.Name] = Annotated(property.Value, type)!;
        }
        return values;
    }

    private static object? Annotated(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (_, "Edm.Int64") => Int64(value),
        (_, "Edm.Double") => Double(value),
        (_, "Edm.Guid") => Guid.Parse(value.GetString()!),
        (_, "Edm.DateTime") => Time(value),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        (_, not null and not ("Edm.String" or "Edm.Int32" or "Edm.Boolean")) =>
            throw new NotSupportedException($"Not supported type {type}"),
        (JsonValueKind.String, _) => value.GetString(),
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, _) => value.TryGetInt32(out var number) ? number : (object)value.GetDouble(),
        _ => throw new NotSupportedException($"Not supported value kind {value.ValueKind}"),
    };

    private static object? As(JsonElement value, Type type)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsEnum)
            return Enum.Parse(target, value.GetString()!);
        return target switch
        {
            _ when target == typeof(string) => value.GetString(),
            _ when target == typeof(bool) => value.GetBoolean(),
            _ when target == typeof(int) => value.GetInt32(),
            _ when target == typeof(long) => Int64(value),
            _ when target == typeof(ulong) => ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            _ when target == typeof(double) => Double(value),
            _ when target == typeof(Guid) => Guid.Parse(value.GetString()!),
            _ when target == typeof(DateTimeOffset) => Time(value),
            _ when target == typeof(DateTime) => Time(value).UtcDateTime,
            _ when target == typeof(byte[]) => value.GetBytesFromBase64(),
            _ when target == typeof(BinaryData) => BinaryData.FromBytes(value.GetBytesFromBase64()),
            _ => throw new NotSupportedException($"Not supported type {type}"),
        };
    }

    private static long Int64(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetInt64()
        : long.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static double Double(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement value) => DateTimeOffset.Parse(
        value.GetString()!,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

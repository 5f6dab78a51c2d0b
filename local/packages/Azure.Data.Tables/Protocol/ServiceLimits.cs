using System.Globalization;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// The service's limits on rows and transactions, with the codes it answers. Sources: "Understanding the Table service
/// data model", "Performing entity group transactions", "Table Storage error codes".
/// </summary>
internal static class ServiceLimits
{
    private const int PropertyBytes = 64 * 1024;
    private const int EntityBytes = 1024 * 1024;
    private const int BodyBytes = 4 * 1024 * 1024;
    private const int OwnProperties = 252;
    private const int NameLength = 255;
    // "Up to 1 KiB", which in UTF-16 is the stricter of the readings.
    private const int KeyLength = 512;
    private const int ChangesPerBatch = 100;
    private const int RowsPerPage = 1000;
    private const int Comparisons = 15;
    private static readonly DateTime Earliest = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static ServiceRefusal? Check(TableChange change) =>
        change.Body?.Length > BodyBytes ? TooLong(false)
        : CheckKeys(change.PartitionKey, change.RowKey, change.IsInsert) ?? CheckEntity(change.Entity);

    public static ServiceRefusal? Check(IReadOnlyList<TableChange> changes, int bodyLength)
    {
        if (bodyLength > BodyBytes)
            return TooLong(false);
        if (changes.Count > ChangesPerBatch)
        {
            return InBatch(0, new(400, "InvalidInput",
                "The batch request operation exceeds the maximum 100 changes per change set."));
        }
        var rows = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < changes.Count; index++)
        {
            var change = changes[index];
            if (change.PartitionKey != changes[0].PartitionKey)
            {
                return InBatch(index, new(400, "CommandsInBatchActOnDifferentPartitions",
                    "All commands in a batch must operate on same entity group."));
            }
            if (!rows.Add(change.RowKey))
            {
                return InBatch(index, new(400, "InvalidDuplicateRow",
                    $"A command with RowKey '{change.RowKey}' is already present in the batch. " +
                    "An entity can appear only once in a batch."));
            }
            if (CheckKeys(change.PartitionKey, change.RowKey, change.IsInsert) is { } wrongKey)
                return InBatch(index, wrongKey);
            // The service names no index here: these are found before the change set is split into commands.
            if (CheckEntity(change.Entity) is { } wrongEntity)
                return wrongEntity with { InBatch = true };
        }
        return null;
    }

    /// <summary>A row's address: the service takes no such row, so it can have none of that name either.</summary>
    public static ServiceRefusal? CheckKeys(string partitionKey, string rowKey, bool inBody = false) =>
        CheckKey("PartitionKey", partitionKey, inBody) ?? CheckKey("RowKey", rowKey, inBody);

    /// <summary>A query's page size and filter.</summary>
    public static ServiceRefusal? CheckQuery(int? pageSize, string? filter) =>
        pageSize is < 1 or > RowsPerPage || filter is not null && CountComparisons(filter) > Comparisons
            ? new(400, "InvalidInput", "One of the request inputs is not valid.")
            : null;

    // Every second piece between quotes is a value; a doubled quote inside one only makes an empty piece.
    private static int CountComparisons(string filter) => filter.Split('\'')
        .Where((_, index) => index % 2 == 0)
        .SelectMany(piece => piece.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
        .Count(word => word is "eq" or "ne" or "lt" or "le" or "gt" or "ge");

    private static ServiceRefusal? CheckKey(string name, string key, bool inBody)
    {
        if (key.Length > KeyLength)
        {
            return new(400, "KeyValueTooLarge",
                $"The '{name}' property value is larger than the maximum size permitted.");
        }
        if (!key.Any(IsForbidden))
            return null;
        return inBody
            ? new(400, "OutOfRangeInput", $"The '{name}' parameter of value '{key}' is out of range.")
            : new(400, "InvalidInput", "Bad Request - Error in query syntax.");
    }

    private static bool IsForbidden(char c) => c is '/' or '\\' or '#' or '?' || char.IsControl(c);

    private static ServiceRefusal? CheckEntity(EntityProperties? entity)
    {
        if (entity is null)
            return null;
        if (entity.Others.Count > OwnProperties)
            return new(400, "TooManyProperties", "The entity contains more properties than allowed.");
        var size = 4 + 2 * (entity.PartitionKey.Length + entity.RowKey.Length);
        foreach (var property in entity.Others)
        {
            if (CheckProperty(property) is { } refusal)
                return refusal;
            size += 8 + 2 * property.Name.Length + Size(property);
        }
        return size > EntityBytes
            ? new(400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).")
            : null;
    }

    private static ServiceRefusal? CheckProperty(EntityProperty property)
    {
        if (property.Name.Length > NameLength)
            return new(400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length.");
        if (!IsName(property.Name))
            return new(400, "PropertyNameInvalid", "The property name is invalid.");
        if (Size(property) > PropertyBytes + 4)
        {
            return new(400, "PropertyValueTooLarge",
                "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it " +
                "is UTF-16 encoded and the maximum number of characters should be 32K or less.");
        }
        var isOutOfRange = property.EdmType switch
        {
            "Edm.DateTime" => DateTime.Parse(
                (string)property.Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) < Earliest,
            "Edm.Int64" => !long.TryParse((string)property.Value, CultureInfo.InvariantCulture, out _),
            _ => false,
        };
        return isOutOfRange
            ? new(400, "OutOfRangeInput",
                $"The '{property.Name}' parameter of value '{property.Value}' is out of range.")
            : null;
    }

    // What the service counts: two bytes a character, four for a length.
    private static int Size(EntityProperty property) => (property.EdmType, property.Value) switch
    {
        (_, ReadOnlyMemory<byte> bytes) => 4 + bytes.Length,
        ("Edm.Guid", _) => 16,
        ("Edm.DateTime" or "Edm.Int64" or "Edm.Double", _) => 8,
        (_, string text) => 4 + 2 * text.Length,
        (_, int) => 4,
        _ => 1,
    };

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static ServiceRefusal InBatch(int index, ServiceRefusal refusal) =>
        refusal with { Message = $"{index}:{refusal.Message}", InBatch = true };

    private static ServiceRefusal TooLong(bool inBatch) => new(413, "RequestBodyTooLarge",
        "The request body is too large and exceeds the maximum permissible limit.", inBatch);
}

#nullable disable
using System.Collections;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary. A property that is absent reads as null; one of another type throws.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> _properties;

    public TableEntity()
        : this((IDictionary<string, object>)null)
    {
    }

    public TableEntity(string partitionKey, string rowKey)
        : this((IDictionary<string, object>)null)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) =>
        _properties = values is null ? [] : new Dictionary<string, object>(values);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => _properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => _properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => _properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => GetString(Protocol.EntityJson.ETagName) is { } text ? new ETag(text) : default;
        set => _properties[Protocol.EntityJson.ETagName] = value.ToString();
    }

    public ICollection<string> Keys => _properties.Keys;

    public int Count => _properties.Count;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    public object this[string key]
    {
        get => Get(key);
        set => Set(key, value);
    }

    public string GetString(string key) => (string)Get(key, typeof(string));

    public byte[] GetBinary(string key) => (byte[])Get(key, typeof(byte[]));

    public BinaryData GetBinaryData(string key) => (BinaryData)Get(key, typeof(BinaryData));

    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool));

    public DateTime? GetDateTime(string key) => (DateTime?)Get(key, typeof(DateTime));

    public DateTimeOffset? GetDateTimeOffset(string key) => (DateTimeOffset?)Get(key, typeof(DateTimeOffset));

    public double? GetDouble(string key) => (double?)Get(key, typeof(double));

    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid));

    public int? GetInt32(string key) => (int?)Get(key, typeof(int));

    public long? GetInt64(string key) => (long?)Get(key, typeof(long));

    public void Add(string key, object value) => Set(key, value);

    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    public bool Remove(string key) => _properties.Remove(key);

    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Set(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() =>
        _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private object Get(string key, Type type = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_properties.TryGetValue(key, out var value) || value is null)
            return null;
        if (type is null || type.IsInstanceOfType(value))
            return value;
        return value switch
        {
            DateTimeOffset time when type == typeof(DateTime) => time.UtcDateTime,
            DateTime time when type == typeof(DateTimeOffset) => new DateTimeOffset(time),
            byte[] bytes when type == typeof(BinaryData) => new BinaryData(bytes),
            BinaryData bytes when type == typeof(byte[]) => bytes.ToArray(),
            _ => throw new InvalidOperationException(
                $"Cannot return {type} type for a {value.GetType()} typed property."),
        };
    }

    // A property keeps its type once it has a value, as in the package: only widening of numbers is accepted.
    private void Set(string key, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (value is not null && _properties.TryGetValue(key, out var existing) && existing is not null
            && !existing.GetType().IsInstanceOfType(value))
        {
            value = (existing, value) switch
            {
                (int, double or long) => value,
                (double, int number) => (double)number,
                (long, int number) => (long)number,
                (DateTimeOffset, DateTime) or (DateTime, DateTimeOffset) => value,
                _ => throw new InvalidOperationException(
                    $"Value ({existing.GetType()}) {existing} is not convertable to ({value.GetType()}) {value}."),
            };
        }
        _properties[key] = value;
    }
}

namespace Azure.Data.Tables.Protocol;

/// <summary>One write, as it goes over the wire: alone or as a part of a transaction.</summary>
internal sealed record TableChange(
    string Method, string PartitionKey, string RowKey, string? IfMatch, EntityProperties? Entity, byte[]? Body)
{
    /// <summary>An insert goes to the table; every other change goes to the row's own address.</summary>
    public bool IsInsert => Method == "POST";

    public static TableChange Add(ITableEntity entity) => With("POST", entity, null);

    public static TableChange Upsert(ITableEntity entity, TableUpdateMode mode) => With(Verb(mode), entity, null);

    public static TableChange Update(ITableEntity entity, TableUpdateMode mode, ETag ifMatch) =>
        With(Verb(mode), entity, ifMatch == default ? null : ifMatch.ToString());

    public static TableChange Delete(string partitionKey, string rowKey, ETag ifMatch) =>
        new("DELETE", partitionKey, rowKey, (ifMatch == default ? ETag.All : ifMatch).ToString(), null, null);

    /// <summary>As in the package, an update without an ETag in a transaction is sent as an upsert.</summary>
    public static TableChange From(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => Add(action.Entity),
        TableTransactionActionType.UpdateMerge => Update(action.Entity, TableUpdateMode.Merge, action.ETag),
        TableTransactionActionType.UpdateReplace => Update(action.Entity, TableUpdateMode.Replace, action.ETag),
        TableTransactionActionType.UpsertMerge => Upsert(action.Entity, TableUpdateMode.Merge),
        TableTransactionActionType.UpsertReplace => Upsert(action.Entity, TableUpdateMode.Replace),
        TableTransactionActionType.Delete => Delete(
            action.Entity.PartitionKey ?? throw new ArgumentNullException(nameof(action), "PartitionKey"),
            action.Entity.RowKey ?? throw new ArgumentNullException(nameof(action), "RowKey"),
            action.ETag),
        _ => throw new InvalidOperationException("Unknown request type."),
    };

    private static string Verb(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => "PATCH",
        TableUpdateMode.Replace => "PUT",
        _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
    };

    private static TableChange With(string method, ITableEntity entity, string? ifMatch)
    {
        var properties = EntityProperties.Of(entity);
        var body = EntityJson.Write(properties);
        return new(method, properties.PartitionKey, properties.RowKey, ifMatch, properties, body);
    }
}

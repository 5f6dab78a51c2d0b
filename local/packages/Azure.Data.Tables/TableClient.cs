#nullable disable
using System.Linq.Expressions;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Protocol;

namespace Azure.Data.Tables;

/// <summary>
/// One table. Failures are <see cref="RequestFailedException" /> with the service's status and error code.
/// </summary>
public class TableClient
{
    private readonly TableRest _rest;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableConnection.By(connectionString), tableName, options)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(
        Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableConnection.By(endpoint, credential), tableName, options)
    {
    }

    public TableClient(
        Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableConnection.By(endpoint, tokenCredential), tableName, options)
    {
    }

    protected TableClient()
    {
    }

    internal TableClient(TableRest rest, string accountName, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _rest = rest;
        Name = tableName;
        AccountName = accountName;
        Uri = TableEndpoint.Table(rest.Service, tableName);
    }

    private TableClient(TableConnection connection, string tableName, TableClientOptions options)
        : this(connection.Open(tableName, options), connection.AccountName, tableName)
    {
    }

    public virtual string Name { get; }

    public virtual string AccountName { get; }

    public virtual Uri Uri { get; }

    public static string CreateQueryFilter(FormattableString filter) => ODataFilter.From(filter);

    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.From(filter);

    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        Created(await _rest.CreateTableAsync(Name, existingIsFine: false, cancellationToken).ConfigureAwait(false));

    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(
        CancellationToken cancellationToken = default) =>
        Created(await _rest.CreateTableAsync(Name, existingIsFine: true, cancellationToken).ConfigureAwait(false));

    /// <summary>Deletes the table; a table that is not there is no error (the response says 404).</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _rest.DeleteTableAsync(Name, cancellationToken);

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await _rest.SendAsync(Name, TableChange.Add(entity), cancellationToken).ConfigureAwait(false);

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await _rest.SendAsync(Name, TableChange.Upsert(entity, mode), cancellationToken).ConfigureAwait(false);

    /// <summary>Changes a row that must exist; <see cref="ETag.All" /> says that any version will do.</summary>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        // Without an ETag the service would take the request for an upsert.
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        var change = TableChange.Update(entity, mode, ifMatch);
        return await _rest.SendAsync(Name, change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a row; one that is not there is no error (the response says 404).</summary>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var change = TableChange.Delete(partitionKey, rowKey, ifMatch);
        return await _rest.SendAsync(Name, change, cancellationToken, missingIsFine: true).ConfigureAwait(false);
    }

    public virtual async Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return await DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken)
            .ConfigureAwait(false);
    }

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, false, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(Read<T>(response), response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, true, cancellationToken).ConfigureAwait(false);
        return response.Status == 404
            ? new NoRow<T>(response)
            : Response.FromValue(Read<T>(response), response);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(FilterExpression.From(filter), maxPerPage, select, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new RowPages<T>(
            _rest,
            $"/{Name}()",
            filter,
            Select(select),
            maxPerPage,
            ["NextPartitionKey", "NextRowKey"],
            EntityJson.Read<T>,
            cancellationToken);

    /// <summary>All changes or none, in one partition; no more than 100 and 4 MiB.</summary>
    /// <exception cref="TableTransactionFailedException">The service refused a change, and so all of them.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        TableChange[] changes = [.. transactionActions.Select(TableChange.From)];
        return changes.Length == 0
            ? throw new InvalidOperationException("The batch cannot be empty.")
            : await _rest.SendAsync(Name, changes, cancellationToken).ConfigureAwait(false);
    }

    private static string Select(IEnumerable<string> names) =>
        names is null ? "" : $"&$select={Uri.EscapeDataString(string.Join(',', names))}";

    private static T Read<T>(Response response)
        where T : class, ITableEntity
    {
        using var json = JsonDocument.Parse(response.Content);
        return EntityJson.Read<T>(json.RootElement);
    }

    private Response<TableItem> Created(Response response) => Response.FromValue(new TableItem(Name), response);

    private Task<Response> GetAsync(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select,
        bool missingIsFine,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return _rest.GetAsync(
            RowAddress.Of(Name, partitionKey, rowKey),
            Select(select),
            ServiceLimits.CheckKeys(partitionKey, rowKey),
            cancellationToken,
            missingIsFine);
    }
}

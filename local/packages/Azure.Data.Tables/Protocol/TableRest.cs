using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Protocol;

/// <summary>The Table service's REST calls over one pipeline.</summary>
internal sealed class TableRest
{
    public const string Accept = "application/json;odata=minimalmetadata";
    public const string EntityType = "application/json;odata=nometadata";
    public const string DataServiceVersion = "3.0";
    public const string FormatQuery = "$format=application%2Fjson%3Bodata%3Dminimalmetadata";
    private readonly HttpPipeline _pipeline;
    private readonly string _version;

    public TableRest(Uri service, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Service = service;
        _version = options.VersionString;
        var pipelineOptions = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableError.Parser };
        pipelineOptions.PerRetryPolicies.Add(authentication);
        _pipeline = HttpPipelineBuilder.Build(pipelineOptions);
    }

    public Uri Service { get; }

    public async Task<Response> SendAsync(
        string table, TableChange change, CancellationToken cancellationToken, bool missingIsFine = false)
    {
        var refusal = ServiceLimits.Check(change);
        using var message = Create(
            new RequestMethod(change.Method), RowAddress.Of(table, change), "", refusal, missingIsFine);
        if (change.IsInsert)
            message.Request.Headers.SetValue("Prefer", "return-no-content");
        if (change.IfMatch is not null)
            message.Request.Headers.SetValue("If-Match", change.IfMatch);
        if (change.Body is not null)
            SetBody(message, change.Body, EntityType);
        return await SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Response> GetAsync(
        string path,
        string query,
        ServiceRefusal? refusal,
        CancellationToken cancellationToken,
        bool missingIsFine = false)
    {
        using var message = Create(RequestMethod.Get, path, query, refusal, missingIsFine);
        return await SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Response> CreateTableAsync(string table, bool existingIsFine, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Post, "/Tables", "", null, false);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        SetBody(message, JsonSerializer.SerializeToUtf8Bytes(new { TableName = table }), EntityType);
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        if (!response.IsError)
            return response;
        if (existingIsFine && TableError.Read(response)?.Code == "TableAlreadyExists")
            return response;
        throw TableError.Exception(response);
    }

    public async Task<Response> DeleteTableAsync(string table, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Delete, $"/Tables('{table}')", null, null, missingIsFine: true);
        return await SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Response<IReadOnlyList<Response>>> SendAsync(
        string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        var (body, contentType) = BatchContent.Write(Service, table, changes);
        using var message =
            Create(RequestMethod.Post, "/$batch", null, ServiceLimits.Check(changes, body.Length), false);
        SetBody(message, body, contentType);
        var response = await SendAsync(message, cancellationToken).ConfigureAwait(false);
        var parts = BatchAnswer.Read(response);
        if (parts.FirstOrDefault(part => part.IsError) is not { } failed)
            return Response.FromValue<IReadOnlyList<Response>>([.. parts], response);
        throw new TableTransactionFailedException(TableError.Exception(failed));
    }

    private async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.IsError ? throw TableError.Exception(message.Response) : message.Response;
    }

    // A null query means that the operation takes none, not even the format.
    private HttpMessage Create(
        RequestMethod method, string path, string? query, ServiceRefusal? refusal, bool missingIsFine)
    {
        var context = new RequestContext();
        if (missingIsFine)
            context.AddClassifier(404, isError: false);
        if (refusal is not null)
            context.AddPolicy(new RefusingPolicy(refusal), HttpPipelinePosition.BeforeTransport);
        var message = _pipeline.CreateMessage(context, _pipeline.ResponseClassifier);
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Service);
        request.Uri.Path = Service.AbsolutePath.TrimEnd('/');
        request.Uri.AppendPath(path, escape: false);
        if (query is not null)
            request.Uri.Query = string.Create(CultureInfo.InvariantCulture, $"?{FormatQuery}{query}");
        request.Headers.SetValue("x-ms-version", _version);
        request.Headers.SetValue("DataServiceVersion", DataServiceVersion);
        request.Headers.SetValue("Accept", Accept);
        return message;
    }

    private static void SetBody(HttpMessage message, byte[] body, string contentType)
    {
        message.Request.Headers.SetValue("Content-Type", contentType);
        message.Request.Content = RequestContent.Create(body);
    }
}

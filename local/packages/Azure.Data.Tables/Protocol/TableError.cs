using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Protocol;

/// <summary>Reads the service's error body: <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>.</summary>
internal sealed class TableError : RequestFailedDetailsParser
{
    public static readonly TableError Parser = new();

    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = Read(response);
        data = Index(error?.Message) is { } index
            ? new Dictionary<string, string> { [TableTransactionFailedException.IndexKey] = index }
            : null;
        return error is not null;
    }

    public static ResponseError? Read(Response response)
    {
        if (response.ContentStream is not { CanSeek: true } stream)
            return null;
        try
        {
            using var json = JsonDocument.Parse(response.Content);
            return json.RootElement.TryGetProperty("odata.error", out var body)
                ? new ResponseError(
                    body.GetProperty("code").GetString(),
                    body.GetProperty("message").GetProperty("value").GetString())
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Not from the service (a proxy's page, say): the status alone has to do.
            return null;
        }
        finally
        {
            stream.Position = 0;
        }
    }

    // A refused transaction's message begins with the number of the change that was refused: "2:The specified…".
    private static string? Index(string? message) =>
        message?.Split(':') is [var number, _, ..] && int.TryParse(number, CultureInfo.InvariantCulture, out _)
            ? number
            : null;

    public static RequestFailedException Exception(Response response) => new(response, null, Parser);
}

using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// Pages of a query, each asked for only when the caller comes to it. A continuation token is the service's next keys,
/// joined by a blank.
/// </summary>
internal sealed class RowPages<T>(
    TableRest rest,
    string path,
    string? filter,
    string select,
    int? maxPerPage,
    IReadOnlyList<string> nextKeys,
    Func<JsonElement, T> read,
    CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var size = pageSizeHint ?? maxPerPage;
            var response = await rest.GetAsync(
                path,
                Filter() + Top(size) + select + Next(continuationToken),
                ServiceLimits.CheckQuery(size, filter),
                CancellationToken).ConfigureAwait(false);
            continuationToken = Token(response);
            using var json = JsonDocument.Parse(response.Content);
            T[] rows = [.. json.RootElement.GetProperty("value").EnumerateArray().Select(read)];
            yield return Page<T>.FromValues(rows, continuationToken, response);
        }
        while (continuationToken is not null);
    }

    private static string Top(int? size) =>
        size is null ? "" : string.Create(CultureInfo.InvariantCulture, $"&$top={size}");

    private string Filter() => string.IsNullOrEmpty(filter) ? "" : $"&$filter={Uri.EscapeDataString(filter)}";

    private string Next(string? token)
    {
        if (token is null)
            return "";
        var keys = token.Split(' ', nextKeys.Count);
        return string.Concat(keys
            .Select((key, index) => key.Length == 0 ? "" : $"&{nextKeys[index]}={Uri.EscapeDataString(key)}"));
    }

    private string? Token(Response response)
    {
        string?[] keys =
        [
            .. nextKeys.Select(name =>
                response.Headers.TryGetValue($"x-ms-continuation-{name}", out var value) ? value : null),
        ];
        return keys.All(key => key is null) ? null : string.Join(' ', keys);
    }
}

using System.Net;

namespace Azure.Data.Tables.Protocol;

/// <summary>A service endpoint, and the account that its address names.</summary>
internal static class TableEndpoint
{
    /// <summary>
    /// The account: the first label of a host name, or the first path segment where the host is an address.
    /// </summary>
    public static string AccountName(Uri endpoint)
    {
        if (IsPathStyle(endpoint))
            return endpoint.Segments.Length > 1 ? endpoint.Segments[1].Trim('/') : "";
        return endpoint.Host.Split('.')[0];
    }

    /// <summary>The endpoint without a trailing slash, and without the table's name where a caller gave it.</summary>
    public static Uri Service(Uri endpoint, string? tableName)
    {
        var parts = endpoint.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var accountParts = IsPathStyle(endpoint) ? 1 : 0;
        if (parts.Length > accountParts && string.Equals(parts[^1], tableName, StringComparison.OrdinalIgnoreCase))
            parts = parts[..^1];
        return new UriBuilder(endpoint.Scheme, endpoint.Host, endpoint.Port, string.Join('/', parts)).Uri;
    }

    public static Uri Table(Uri service, string tableName) =>
        new($"{service.AbsoluteUri.TrimEnd('/')}/{tableName}");

    private static bool IsPathStyle(Uri endpoint) =>
        IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out _) || endpoint.IsLoopback;
}

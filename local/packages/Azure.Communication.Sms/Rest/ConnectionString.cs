namespace Azure.Communication.Sms;

/// <summary><c>endpoint=https://…/;accesskey=…</c>, in any order, names in any case.</summary>
internal sealed record ConnectionString(Uri Endpoint, AzureKeyCredential Key)
{
    internal static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, "connectionString");
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The key is base64 and may end in '=': only the first '=' separates.
            var separator = part.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0 || !parts.TryAdd(part[..separator], part[(separator + 1)..]))
                throw new InvalidOperationException("Connection string doesn't have a value for a keyword, or has two.");
        }

        return new ConnectionString(new Uri(Required(parts, "endpoint")), new AzureKeyCredential(Required(parts, "accesskey")));
    }

    private static string Required(Dictionary<string, string> parts, string keyword) =>
        parts.TryGetValue(keyword, out var value) && value.Length > 0
            ? value
            : throw new InvalidOperationException($"Required keyword '{keyword}' is missing in connection string.");
}

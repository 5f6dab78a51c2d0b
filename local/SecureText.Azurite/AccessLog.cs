namespace SecureText.Azurite;

/// <summary>Reads lines of Azurite's access log.</summary>
internal static class AccessLog
{
    /// <summary>Method and table, container or queue of a request, without what names a row or a blob; null for other lines.</summary>
    internal static string? KindOf(string line)
    {
        var end = line.IndexOf(" HTTP/1.1\" ", StringComparison.Ordinal);
        var start = end < 0 ? -1 : line.IndexOf('"', StringComparison.Ordinal);
        if (start < 0 || start >= end) return null;
        var words = line[(start + 1)..end].Split(' ');
        if (words.Length < 2) return words[0];

        // A row is asked for by its keys, a query has none.
        var path = words[1].Split('/', '?') is [_, _, var place, ..] ? place : "";
        var keys = path.IndexOf('(', StringComparison.Ordinal);
        var kind = keys < 0 ? path : path[..keys] + (path.EndsWith("()", StringComparison.Ordinal) ? "()" : "(key)");
        return $"{words[0]} /{kind}";
    }
}

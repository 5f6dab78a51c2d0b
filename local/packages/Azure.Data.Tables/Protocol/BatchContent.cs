using System.Text;

namespace Azure.Data.Tables.Protocol;

/// <summary>An entity group transaction as one multipart body: a batch that holds one change set.</summary>
internal static class BatchContent
{
    /// <summary>The whole body in one array, so that a retry sends the same bytes again.</summary>
    public static (byte[] Body, string ContentType) Write(Uri service, string table, IReadOnlyList<TableChange> changes)
    {
        var batch = $"batch_{Guid.NewGuid()}";
        var changeSet = $"changeset_{Guid.NewGuid()}";
        using var stream = new MemoryStream();
        Line(stream, $"--{batch}");
        Line(stream, $"Content-Type: multipart/mixed; boundary={changeSet}");
        Line(stream, "");
        foreach (var change in changes)
        {
            Line(stream, $"--{changeSet}");
            Line(stream, "Content-Type: application/http");
            Line(stream, "Content-Transfer-Encoding: binary");
            Line(stream, "");
            Write(stream, service, table, change);
        }
        Line(stream, $"--{changeSet}--");
        Line(stream, "");
        Line(stream, $"--{batch}--");
        return (stream.ToArray(), $"multipart/mixed; boundary={batch}");
    }

    private static void Write(MemoryStream stream, Uri service, string table, TableChange change)
    {
        var address = $"{service.AbsoluteUri.TrimEnd('/')}{RowAddress.Of(table, change)}?{TableRest.FormatQuery}";
        Line(stream, $"{change.Method} {address} HTTP/1.1");
        Line(stream, $"Accept: {TableRest.Accept}");
        Line(stream, $"DataServiceVersion: {TableRest.DataServiceVersion}");
        if (change.IsInsert)
            Line(stream, "Prefer: return-no-content");
        if (change.IfMatch is not null)
            Line(stream, $"If-Match: {change.IfMatch}");
        if (change.Body is { } body)
        {
            Line(stream, $"Content-Type: {TableRest.EntityType}");
            Line(stream, $"Content-Length: {body.Length}");
            Line(stream, "");
            stream.Write(body);
        }
        else
        {
            Line(stream, "");
        }
        Line(stream, "");
    }

    private static void Line(MemoryStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}

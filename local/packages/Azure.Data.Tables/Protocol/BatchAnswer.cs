using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// Reads the service's answer to a batch: one response for each change, or one for the change that failed.
/// </summary>
internal static class BatchAnswer
{
    public static IReadOnlyList<PartResponse> Read(Response response)
    {
        var parts = new List<PartResponse>();
        using var reader = new StreamReader(new MemoryStream(response.Content.ToArray()), Encoding.UTF8);
        string? line;
        while ((line = reader.ReadLine()) is not null)
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
                parts.Add(ReadPart(line, reader));
        }
        return parts;
    }

    private static PartResponse ReadPart(string statusLine, StreamReader reader)
    {
        var words = statusLine.Split(' ', 3);
        var status = int.Parse(words[1], CultureInfo.InvariantCulture);
        var headers = new List<HttpHeader>();
        string? line;
        while (!string.IsNullOrEmpty(line = reader.ReadLine()))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.Add(new HttpHeader(line[..colon], line[(colon + 1)..].Trim()));
        }
        // A body is JSON on one or more lines, and ends where the next boundary begins.
        var body = new StringBuilder();
        while ((line = reader.ReadLine()) is not null && !IsBoundary(line))
            body.Append(line).Append('\n');
        return new PartResponse(
            status, words.Length > 2 ? words[2] : "", headers, Encoding.UTF8.GetBytes(body.ToString().TrimEnd('\n')));
    }

    private static bool IsBoundary(string line) =>
        line.StartsWith("--changesetresponse_", StringComparison.Ordinal)
        || line.StartsWith("--batchresponse_", StringComparison.Ordinal);
}

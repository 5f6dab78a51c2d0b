using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables.Protocol;

/// <summary>A response that did not come whole from a transport: one part of a batch's answer, or a refusal.</summary>
internal sealed class PartResponse(int status, string reason, IReadOnlyList<HttpHeader> headers, byte[] body) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => reason;

    public override Stream? ContentStream { get; set; } =
        new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true);

    public override string ClientRequestId { get; set; } = "";

    public override bool IsError => Status >= 400;

    // The content stays readable, as a buffered response's does.
    public override void Dispose()
    {
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        var found = TryGetHeaderValues(name, out var values);
        value = found ? string.Join(',', values!) : null;
        return found;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        string[] found = [.. headers.Where(header => Same(header.Name, name)).Select(header => header.Value)];
        values = found.Length > 0 ? found : null;
        return found.Length > 0;
    }

    protected override bool ContainsHeader(string name) => headers.Any(header => Same(header.Name, name));

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Web;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Sources;

/// <summary>A blob service's container as far as the verifier asks it: pages of two names, ranges, signatures.</summary>
internal sealed class FakeContainer(MemoryLog log) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    /// <summary>Answers instead of the container, or null.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Before { get; set; } = _ => null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Before(request) ?? Answer(request));
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        if (query["sig"] != "secret" && request.Headers.Authorization?.Parameter != "token") return new(HttpStatusCode.Forbidden);
        if (query["comp"] == "list") return List(query["prefix"]!, query["marker"]!);
        var name = Uri.UnescapeDataString(request.RequestUri.AbsolutePath["/journal/".Length..]);
        if (!log.Blobs.TryGetValue(name, out var bytes)) return new(HttpStatusCode.NotFound);
        if (request.Headers.Range?.Ranges.Single().From is not { } from) return new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
        if (from >= bytes.Length) return new(HttpStatusCode.RequestedRangeNotSatisfiable);
        var part = new ByteArrayContent(bytes[(int)from..]);
        part.Headers.ContentRange = new ContentRangeHeaderValue(from, bytes.Length - 1, bytes.Length);
        return new(HttpStatusCode.PartialContent) { Content = part };
    }

    private HttpResponseMessage List(string prefix, string marker)
    {
        var from = marker.Length == 0 ? 0 : int.Parse(marker, CultureInfo.InvariantCulture);
        var names = log.Blobs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var blobs = string.Concat(names.Skip(from).Take(20).Select(name => $"<Blob><Name>{name}</Name><Properties><Name>x</Name></Properties></Blob>"));
        var next = from + 20 < names.Count ? $"<NextMarker>{from + 20}</NextMarker>" : "<NextMarker />";
        var xml = $"\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>{blobs}</Blobs>{next}</EnumerationResults>";
        return new(HttpStatusCode.OK) { Content = new StringContent(xml, Encoding.UTF8) };
    }
}

using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SecureText.Faults.Proxy;

/// <summary>
/// Hands a request on as it came: the same target, headers, host and bytes, since signatures cover them. Bodies are held whole.
/// </summary>
internal sealed class Forwarding(Uri target) : IDisposable
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Host", "Expect", "Upgrade",
    };

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    });

    /// <summary>What the service behind answers.</summary>
    internal async Task<ForwardedAnswer> SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var address = new Uri(
            target.GetLeftPart(UriPartial.Authority) + raw,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        request.Headers.Host = context.Request.Host.Value;
        request.Content = await BodyAsync(context.Request, cancellationToken);
        if (context.Request.ContentLength is null && request.Content is not null && context.Request.Headers.TransferEncoding.Count > 0)
            request.Headers.TransferEncodingChunked = true;
        foreach (var (name, values) in context.Request.Headers)
        {
            if (OfTheConnection.Contains(name)) continue;
            if (request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) continue;
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var answer = await http.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return new ForwardedAnswer(
            (int)answer.StatusCode,
            [.. answer.Headers.Concat(answer.Content.Headers).Where(one => !OfTheConnection.Contains(one.Key))
                .Select(one => KeyValuePair.Create(one.Key, one.Value.ToArray()))],
            answer.Content.Headers.ContentLength,
            body);
    }

    public void Dispose() => http.Dispose();

    private static async Task<HttpContent?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0) return null;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return new ByteArrayContent(body.ToArray());
    }
}

/// <summary>An answer that came from behind the proxy.</summary>
internal sealed record ForwardedAnswer(
    int Status, IReadOnlyList<KeyValuePair<string, string[]>> Headers, long? Length, byte[] Body)
{
    /// <summary>Writes it, or the first half of it and then breaks.</summary>
    internal async Task WriteAsync(HttpContext context, bool cut)
    {
        if (cut && Body.Length < 2)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = Status;
        foreach (var (name, values) in Headers) response.Headers[name] = values;

        // The answer to HEAD tells a length and has no body; 204 and 304 have neither.
        if (Status is not (204 or 304)) response.ContentLength = Body.Length > 0 ? Body.Length : Length ?? 0;
        if (Body.Length == 0) return;
        await response.Body.WriteAsync(cut ? Body.AsMemory(0, Body.Length / 2) : Body, context.RequestAborted);
        if (!cut) return;
        await response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}

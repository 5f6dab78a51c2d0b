using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Sources;

/// <summary>
/// The container itself, over the Blob service's REST interface: listing in pages, downloads by range. The shared access
/// signature in the address, or the token, goes to that host only and into no message.
/// </summary>
internal sealed class ContainerFiles(HttpClient client, Uri container, string? token, TimeProvider time) : ILogFiles
{
    private const string ServiceVersion = "2021-08-06";
    private const int Tries = 4;

    private readonly string path = container.GetLeftPart(UriPartial.Path).TrimEnd('/');
    private readonly string query = container.Query.TrimStart('?');

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = string.Empty;
        var marker = string.Empty;
        do
        {
            var address = Address(path, $"restype=container&comp=list&maxresults=5000&prefix={Uri.EscapeDataString(prefix)}&marker={Uri.EscapeDataString(marker)}");
            using var response = await SendAsync(address, null, cancellationToken)
                ?? throw new LogUnreadableException("There is no such container.");
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            var page = await ListingPage.ReadAsync(content, cancellationToken);
            foreach (var name in page.Names)
            {
                if (string.CompareOrdinal(last, name) >= 0 || !name.StartsWith(prefix, StringComparison.Ordinal))
                    throw new LogUnreadableException("The container's listing is not in order.");
                yield return last = name;
            }

            if (page.Next == marker && marker.Length > 0) throw new LogUnreadableException("The container's listing does not end.");
            marker = page.Next;
        }
        while (marker.Length > 0);
    }

    /// <inheritdoc />
    public async ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken) =>
        await OpenOnceAsync(name, offset, cancellationToken) is { } first
            ? new ResumingStream(first, offset, from => OpenOnceAsync(name, from, cancellationToken))
            : null;

    private async Task<Stream?> OpenOnceAsync(string name, long offset, CancellationToken cancellationToken)
    {
        var escaped = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        var response = await SendAsync(
            Address($"{path}/{escaped}", string.Empty), offset > 0 ? new RangeHeaderValue(offset, null) : null, cancellationToken);
        if (response is null) return null;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return Stream.Null;
        if (offset > 0 && (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != offset))
            throw new LogUnreadableException("The container does not answer for a part of a blob.");
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    private Uri Address(string target, string question)
    {
        var all = string.Join('&', new[] { question, query }.Where(part => part.Length > 0));
        return new Uri(all.Length > 0 ? $"{target}?{all}" : target);
    }

    /// <summary>Null: not found.</summary>
    private async Task<HttpResponseMessage?> SendAsync(Uri address, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Add("x-ms-version", ServiceVersion);
                request.Headers.Range = range;
                if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return response;
                var status = (int)response.StatusCode;
                response.Dispose();
                if (status == 404) return null;
                if (status is not (408 or 429 or >= 500) || tried == Tries) throw new LogUnreadableException(Refused(status));
            }
            catch (HttpRequestException) when (tried < Tries)
            {
                // Tried again below.
            }
            catch (HttpRequestException failure)
            {
                throw new LogUnreadableException($"The container does not answer ({failure.HttpRequestError}).", failure);
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, tried - 1)), time, cancellationToken);
        }
    }

    private static string Refused(int status) => status switch
    {
        401 or 403 => "The container refuses the look: the shared access signature or token is missing, wrong or has ended (it needs read and list).",
        _ => string.Create(CultureInfo.InvariantCulture, $"The container answered {status}."),
    };
}

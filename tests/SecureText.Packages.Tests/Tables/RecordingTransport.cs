using System.Net;
using Azure.Core.Pipeline;

namespace SecureText.Packages.Tests.Tables;

/// <summary>Answers 204 to everything and remembers the last request.</summary>
internal sealed class RecordingTransport : HttpClientTransport
{
    private readonly Handler _handler;

    public RecordingTransport()
        : this(new Handler())
    {
    }

    private RecordingTransport(Handler handler)
        : base(handler) =>
        _handler = handler;

    public string Address => _handler.Address;

    public IReadOnlyDictionary<string, string> Headers => _handler.Headers;

    private sealed class Handler : HttpMessageHandler
    {
        public string Address { get; private set; } = "";

        public Dictionary<string, string> Headers { get; private set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Address = request.RequestUri!.AbsoluteUri;
            Headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }
}

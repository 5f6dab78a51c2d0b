using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Harness;

/// <summary>Sees each request of tables and blobs, each try of it.</summary>
public sealed class CountingPolicy : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentQueue<string> requests = new();

    /// <summary>The requests since the last <see cref="Clear"/>, as method and path.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    public void Clear() => requests.Clear();

    public override void OnSendingRequest(HttpMessage message) =>
        requests.Enqueue($"{message.Request.Method} {message.Request.Uri.ToUri().AbsolutePath}");
}

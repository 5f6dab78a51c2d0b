using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Harness;

/// <summary>The real network, at which <see cref="FaultPoints"/> can make any request of tables and blobs go wrong.</summary>
public sealed class FaultTransport(FaultPoints points) : HttpPipelineTransport
{
    private readonly HttpClientTransport network = HttpClientTransport.Shared;
    private Func<string, string, Task<bool>>? interlude;

    /// <summary>
    /// Runs something at exactly one moment: <paramref name="act"/> is given each request (what it asks and its body)
    /// before it leaves, until it returns true.
    /// </summary>
    public void Before(Func<string, string, Task<bool>> act) => interlude = act;

    public override Request CreateRequest() => network.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The program asks asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var call = Describe(message.Request);
        if (interlude is { } act)
        {
            // Taken away while it runs: what it does itself is not interrupted.
            interlude = null;
            if (!await act(call, await BodyOf(message.Request))) interlude ??= act;
        }

        var lost = points.Enter(call);
        await network.ProcessAsync(message);
        points.Leave(lost);
    }

    /// <summary>Method and table or container, without the ids.</summary>
    private static string Describe(Request request)
    {
        var path = request.Uri.ToUri().AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var first = path.Length > 1 ? path[1].Split('(')[0] : "";
        return $"{request.Method} {first}";
    }

    private static async Task<string> BodyOf(Request request)
    {
        if (request.Content is null) return "";
        using var copy = new MemoryStream();
        await request.Content.WriteToAsync(copy, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(copy.ToArray());
    }
}

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Packages.Tests.Tables;

/// <summary>Lets the first tries reach nobody: a connection that breaks after the body was read.</summary>
internal sealed class FlakyPolicy(int failures) : HttpPipelinePolicy
{
    private int _left = failures;

    public List<byte[]> Bodies { get; } = [];

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var body = new MemoryStream();
        if (message.Request.Content is { } content)
            await content.WriteToAsync(body, message.CancellationToken);
        Bodies.Add(body.ToArray());
        if (_left-- > 0)
            throw new RequestFailedException(0, "The connection was closed.");
        await ProcessNextAsync(message, pipeline);
    }
}

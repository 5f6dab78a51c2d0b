using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Harness;

/// <summary>Lets something else happen just before the next transaction on a table reaches storage.</summary>
public sealed class BeforeBatch(string table) : HttpPipelinePolicy
{
    private Func<Task>? once;

    /// <summary>What happens, once.</summary>
    public void Arm(Func<Task> happens) => once = happens;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (once is not null && message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && await NamesTableAsync(message.Request.Content!))
        {
            if (Interlocked.Exchange(ref once, null) is { } happens) await happens();
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    private async Task<bool> NamesTableAsync(RequestContent content)
    {
        using var body = new MemoryStream();
        await content.WriteToAsync(body, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains($"/{table}", StringComparison.Ordinal);
    }
}

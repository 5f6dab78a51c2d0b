using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Sends one request to the vault and reads its JSON.</summary>
internal sealed class VaultPipeline(ClientOptions options, TokenCredential credential, bool anyResource, string apiVersion)
{
    private readonly HttpPipeline pipeline = HttpPipelineBuilder.Build(options, new ChallengePolicy(credential, anyResource));

    // Without async the whole call stays on the calling thread, so that its task is finished on return.
    internal async Task<Response<T>> SendAsync<T>(
        RequestMethod method, string address, JsonObject? body, Func<JsonElement, T> read, bool async, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address));
        if (!address.Contains("api-version=", StringComparison.Ordinal)) message.Request.Uri.AppendQuery("api-version", apiVersion);
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body));
        }

        if (async) await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        else pipeline.Send(message, cancellationToken);
        if (message.Response.Status != 200) throw new RequestFailedException(message.Response);
        using var document = JsonDocument.Parse(message.Response.Content);
        return Response.FromValue(read(document.RootElement), message.Response);
    }
}

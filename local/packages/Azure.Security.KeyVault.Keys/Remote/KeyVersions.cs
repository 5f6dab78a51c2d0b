using Azure.Core;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The versions of a key, page after page: the vault's <c>nextLink</c> is the continuation token.</summary>
internal sealed class KeyVersions(VaultPipeline pipeline, string address, CancellationToken cancellationToken)
    : AsyncPageable<KeyProperties>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<KeyProperties>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken ?? address;
        do
        {
            var response = await pipeline.SendAsync(
                RequestMethod.Get,
                next,
                null,
                json => (
                    Items: json.GetProperty("value").EnumerateArray().Select(KeyJson.ReadListItem).ToArray(),
                    Next: json.TryGetProperty("nextLink", out var link) ? link.GetString() : null),
                async: true,
                CancellationToken).ConfigureAwait(false);
            next = response.Value.Next;
            yield return Page<KeyProperties>.FromValues(response.Value.Items, next, response.GetRawResponse());
        }
        while (!string.IsNullOrEmpty(next));
    }
}

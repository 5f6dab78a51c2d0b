using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Seals values that belong to no single conversation. One data key serves a scope, a process and a day; its row stands in
/// the table of keys before the first box is written.
/// </summary>
public sealed class ScopeBoxes(
    TableClient keys, WritingKeys writingKeys, DataKeyCache cache, IRandomSource random, string scope)
{
    private readonly StoredKeys stored = new(keys, scope, cache);

    /// <summary>Seals a text. No storage request, but for the first of a process and day.</summary>
    public async Task<byte[]> SealAsync(SealContext context, string text, CancellationToken cancellationToken)
    {
        using var key = writingKeys.Get(scope);
        await StoreAsync(key, cancellationToken);
        return Sealer.SealText(key.Key, context, text, random);
    }

    /// <summary>Opens a text.</summary>
    /// <exception cref="SealBrokenException">The box was changed or stands in another place.</exception>
    public async Task<string> OpenAsync(SealContext context, byte[] box, CancellationToken cancellationToken)
    {
        using var key = await stored.OpenAsync(Sealer.KeyIdOf(box), cancellationToken);
        return Sealer.OpenText(key, context, box);
    }

    /// <summary>Seals content that is too large for a row.</summary>
    public async Task<byte[]> SealContentAsync(SealContext context, Stream content, CancellationToken cancellationToken)
    {
        using var key = writingKeys.Get(scope);
        await StoreAsync(key, cancellationToken);
        using var box = new MemoryStream();
        await ContentSealer.SealAsync(
            key.Key, context, content, async (bytes, stop) => await box.WriteAsync(bytes, stop), random, cancellationToken);
        return box.ToArray();
    }

    /// <summary>Opens content.</summary>
    /// <exception cref="SealBrokenException">It was changed, cut or stands in another place.</exception>
    public async Task<MemoryStream> OpenContentAsync(SealContext context, byte[] box, CancellationToken cancellationToken)
    {
        var content = new MemoryStream(box.Length);
        using var key = await stored.OpenAsync(
            ContentSealer.KeyIdOf(box.AsSpan(0, Math.Min(box.Length, ContentSealer.LongestHeader))), cancellationToken);
        await ContentSealer.OpenAsync(
            key, context, new MemoryStream(box, false), async (bytes, stop) => await content.WriteAsync(bytes, stop), cancellationToken);
        content.Position = 0;
        return content;
    }

    private async Task StoreAsync(WritingKey key, CancellationToken cancellationToken)
    {
        if (key.IsStored) return;

        // Before first use: a box whose key is not stored could never be opened.
        await keys.UpsertEntityAsync(WrappedKeys.ToEntity(scope, key.Wrapped), TableUpdateMode.Replace, cancellationToken);
        key.MarkStored();
    }
}

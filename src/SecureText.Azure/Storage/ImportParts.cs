using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SecureText.Import;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Rows of files while they wait, and those that were refused: sealed blobs of a few hundred rows, so that no step opens more
/// of a file than it works on. Names are opaque.
/// </summary>
public sealed class ImportParts(BlobContainerClient blobs, ScopeBoxes boxes)
{
    private const string ContainerName = "imports";
    private const string Field = "rows";

    /// <summary>Seals and stores some rows, over what stood there.</summary>
    public async Task WriteAsync(
        string import, ImportPart part, IReadOnlyList<WaitingRow> rows, CancellationToken cancellationToken)
    {
        using var json = new MemoryStream();
        await JsonSerializer.SerializeAsync(json, rows, cancellationToken: cancellationToken);
        json.Position = 0;
        var box = await boxes.SealContentAsync(Context(import, part), json, cancellationToken);
        await blobs.GetBlobClient(NameOf(import, part)).UploadAsync(new BinaryData(box), overwrite: true, cancellationToken);
    }

    /// <summary>Opens some rows; none when there is no such part.</summary>
    /// <exception cref="SealBrokenException">They were changed or moved (S9).</exception>
    public async Task<IReadOnlyList<WaitingRow>> ReadAsync(string import, ImportPart part, CancellationToken cancellationToken)
    {
        try
        {
            var content = await blobs.GetBlobClient(NameOf(import, part)).DownloadContentAsync(cancellationToken);
            using var json = await boxes.OpenContentAsync(
                Context(import, part), content.Value.Content.ToArray(), cancellationToken);
            return await JsonSerializer.DeserializeAsync<List<WaitingRow>>(json, cancellationToken: cancellationToken) ?? [];
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return [];
        }
    }

    /// <summary>Deletes some rows, if they are there.</summary>
    public async Task DeleteAsync(string import, ImportPart part, CancellationToken cancellationToken) =>
        await blobs.DeleteBlobIfExistsAsync(NameOf(import, part), cancellationToken: cancellationToken);

    /// <summary>Deletes what waits of a file, or what was refused of it.</summary>
    public async Task DeleteAsync(string import, bool refused, CancellationToken cancellationToken)
    {
        var prefix = $"{import}/{(refused ? 'r' : 'p')}";
        await foreach (var blob in blobs.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            await blobs.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
    }

    private static string NameOf(string import, ImportPart part) => $"{import}/{part.Name}";

    private static SealContext Context(string import, ImportPart part) => new(ContainerName, import, part.Name, Field);
}

/// <summary>Names some rows of a file.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Refused">Those of them that were refused.</param>
public readonly record struct ImportPart(int Number, bool Refused = false)
{
    internal string Name => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{(Refused ? 'r' : 'p')}{Number:D5}");
}

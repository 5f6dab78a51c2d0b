using System.Globalization;

namespace SecureText.Audit.Tree;

/// <summary>Finds checkpoints and batches by their names. Believes a checkpoint only when one of our keys has signed it.</summary>
internal sealed class CheckpointFinder(LogStore store, ICheckpointSigner signer, TimeProvider time)
{
    // Digits of a batch's name that stay in the first search: a thousand leaves.
    private const int NearDigits = 17;

    /// <summary>The newest checkpoint; null when there is none.</summary>
    /// <exception cref="LogDamagedException">Something stands in its place that none of our keys has signed.</exception>
    public async Task<SignedCheckpoint?> NewestAsync(CancellationToken cancellationToken)
    {
        if (await NewestNameAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken) is { } today)
            return await ReadAsync(today, cancellationToken);
        var folder = CheckpointName.Prefix;
        for (var depth = 0; depth < 3; depth++)
        {
            if (await store.LastFolderAsync(folder, cancellationToken) is not { } below) return null;
            folder = below;
        }

        return await NewestBelowAsync(folder, cancellationToken) is { } name ? await ReadAsync(name, cancellationToken) : null;
    }

    /// <summary>The name of a day's newest checkpoint. Says nothing of its content.</summary>
    public Task<CheckpointName?> NewestNameAsync(DateOnly day, CancellationToken cancellationToken) => NewestBelowAsync(
        string.Create(CultureInfo.InvariantCulture, $"{CheckpointName.Prefix}{day:yyyy'/'MM'/'dd}/"), cancellationToken);

    /// <summary>A checkpoint of a size; null when none was signed for it. Looks on the days from the newest back.</summary>
    public async Task<SignedCheckpoint?> OfSizeAsync(long size, CancellationToken cancellationToken)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $"-{size:D20}");
        var found = (await store.ListAsync(CheckpointName.Prefix, cancellationToken))
            .Where(blob => blob.Name.EndsWith(ending, StringComparison.Ordinal))
            .Select(blob => CheckpointName.Parse(blob.Name))
            .OfType<CheckpointName>()
            .FirstOrDefault();
        return found is null ? null : await ReadAsync(found, cancellationToken);
    }

    /// <summary>The batch whose last leaf is the last of a tree of that size.</summary>
    public async Task<LogBatch> BatchBeforeAsync(long size, CancellationToken cancellationToken)
    {
        var last = (size - 1).ToString("D20", CultureInfo.InvariantCulture);
        for (var digits = NearDigits; digits >= 0; digits--)
        {
            var from = (await store.ListAsync(LogBatch.Prefix + last[..digits], cancellationToken))
                .Select(blob => LogBatch.TryParseName(blob.Name, out var first) && first < size ? first : -1)
                .DefaultIfEmpty(-1)
                .Max();
            if (from < 0) continue;
            var name = LogBatch.NameOf(from);
            return LogBatch.TryParse(await store.ReadAsync(name, cancellationToken), out var batch) && batch.To == size
                ? batch
                : throw new LogDamagedException($"{name} does not end where a checkpoint stands.");
        }

        throw new LogDamagedException("The batch before the newest checkpoint is missing.");
    }

    private async Task<CheckpointName?> NewestBelowAsync(string folder, CancellationToken cancellationToken) =>
        (await store.ListAsync(folder, cancellationToken)).Select(blob => CheckpointName.Parse(blob.Name)).OfType<CheckpointName>().LastOrDefault();

    private async Task<SignedCheckpoint> ReadAsync(CheckpointName name, CancellationToken cancellationToken)
    {
        var bytes = await store.ReadAsync(name.ToString(), cancellationToken);
        try
        {
            var note = SignedNote.Parse(bytes);
            if (Checkpoint.TryParse(note.Text, out var checkpoint)
                && checkpoint.Origin == signer.Origin
                && CheckpointName.Of(checkpoint) == name
                && NoteKey.Opens(note, await signer.KeysAsync(cancellationToken)))
                return new SignedCheckpoint(checkpoint, note);
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new LogDamagedException($"{name} is not a checkpoint that our keys have signed.");
    }
}

using System.Globalization;

namespace SecureText.Audit.Tree;

/// <summary>Finds checkpoints and batches by their names. Believes a checkpoint only when one of our keys has signed it.</summary>
internal sealed class CheckpointFinder(LogStore store, ICheckpointSigner signer, TimeProvider time)
{
    private const int Thousands = 10;

    // More than the years that a log is kept.
    private const int MostDays = 4000;

    private static readonly TimeSpan MidnightSkew = TimeSpan.FromMinutes(10);

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

    /// <summary>The time of the newest checkpoint on a day, and about midnight on the next: another machine's clock may be there already.</summary>
    public async Task<DateTimeOffset> NewestAroundAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tomorrow = now + MidnightSkew;
        var newest = now.UtcDateTime.Date == tomorrow.UtcDateTime.Date
            ? null
            : await NewestNameAsync(DateOnly.FromDateTime(tomorrow.UtcDateTime), cancellationToken);
        newest ??= await NewestNameAsync(DateOnly.FromDateTime(now.UtcDateTime), cancellationToken);
        return newest?.At ?? DateTimeOffset.MinValue;
    }

    /// <summary>A checkpoint of a size; null when none was signed for it. Looks on the days from the newest back.</summary>
    public async Task<SignedCheckpoint?> OfSizeAsync(long size, CancellationToken cancellationToken)
    {
        if (await NewestAsync(cancellationToken) is not { } newest) return null;
        var day = DateOnly.FromDateTime(newest.Checkpoint.At.UtcDateTime);
        for (var left = MostDays; left > 0; left--, day = day.AddDays(-1))
        {
            var names = (await store.ListAsync(CheckpointName.PrefixOf(day), cancellationToken))
                .Select(blob => CheckpointName.Parse(blob.Name)).OfType<CheckpointName>().ToList();
            if (names.Find(name => name.Size == size) is { } found) return await ReadAsync(found, cancellationToken);
            if (names.Exists(name => name.Size < size)) return null;
        }

        return null;
    }

    /// <summary>The batch whose last leaf is the last of a tree of that size.</summary>
    public async Task<LogBatch> BatchBeforeAsync(long size, CancellationToken cancellationToken)
    {
        // A batch has at most so many leaves that it begins in this thousand or one of the few before.
        for (var (thousand, left) = ((size - 1) / 1000, Thousands); thousand >= 0 && left > 0; thousand--, left--)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{LogBatch.Prefix}{thousand:D17}");
            var from = (await store.ListAsync(prefix, cancellationToken))
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

    /// <summary>The name of a day's newest checkpoint. Says nothing of its content.</summary>
    private Task<CheckpointName?> NewestNameAsync(DateOnly day, CancellationToken cancellationToken) =>
        NewestBelowAsync(CheckpointName.PrefixOf(day), cancellationToken);

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

using System.Globalization;
using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>
/// Shows that no entry of a log was changed, dropped, added late or reordered since it was signed, or names the first
/// that was (P6). Believes nothing but the given keys.
/// </summary>
public sealed class LogVerifier(ILogFiles source, LogVerifierOptions options, TimeProvider time)
{
    private const int MostNamed = 10;
    private const string SinceName = "(the earlier checkpoint)";

    private readonly CopiedFiles? copy = source.IsCopy ? new(source) : null;
    private readonly List<string> notes = [];
    private Checkpoint? newest;
    private LogWalk? walk;
    private CheckpointWalk? checkpoints;

    /// <summary>Verifies the log. Use an instance once.</summary>
    public async Task<LogReport> RunAsync(IProgress<LogProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = new FilesAhead(copy ?? source);
        try
        {
            await VerifyAsync(files, progress, cancellationToken);
            return Report(LogOutcome.Whole, null, null);
        }
        catch (FaultFoundException found)
        {
            return Report(LogOutcome.Tampered, found.Fault, null);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was, nothing can be said of the log. Only our own words are shown: others may hold an address
            // with its key, or what somebody put into a blob.
            return Report(LogOutcome.Unreadable, null, failure is LogUnreadableException ? failure.Message : $"The log could not be read ({failure.GetType().Name}).");
        }
        finally
        {
            await files.DisposeAsync();
            if (walk is not null) await walk.Journals.CloseAllAsync();
            if (checkpoints is not null) await checkpoints.CloseAsync();
        }
    }

    private async Task VerifyAsync(FilesAhead files, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        CheckKeys();
        var reader = new CheckpointReader(files, options, time);
        // First, so that the log is held to the origin of what was kept.
        var since = OpenSince(reader);
        if (await reader.NewestAsync(cancellationToken) is not { } name) throw await NoCheckpointAsync(files, cancellationToken);
        var signed = newest = await reader.ReadAsync(name, cancellationToken)
            ?? throw new LogUnreadableException("The newest checkpoint was listed and is not there any more.");
        if (since is not null && (since.Size > signed.Size || since.At > signed.At))
        {
            throw new LogFault(
                LogFaultKind.RolledBack, name, "The newest checkpoint is older than the earlier one that was given.", Index: signed.Size, At: signed.At).Found();
        }

        var inventory = await Inventory.ReadAsync(files, signed.Size, cancellationToken);
        checkpoints = new CheckpointWalk(files, reader, name, signed, since);
        walk = new LogWalk(files, inventory, signed, checkpoints, progress) { Pending = new PendingLines(signed.At) };
        await walk.RunAsync(cancellationToken);
        var tail = new JournalTail(files, walk, checkpoints.TakenUntil, time.GetUtcNow() + CheckpointReader.ClockSkew);
        await tail.RunAsync(cancellationToken);
        Note(walk.Pending.Note(await checkpoints.IsAliveAsync(cancellationToken)));
        Note(checkpoints.Gaps.Note());
        NoteBroken(walk.Broken);
        Note(copy?.LeftOut ?? 0, "files are of the computer that the copy is on, and none of the log's");
        Note(tail.EmptyBlobs, "journal blobs are empty: their processes ended before their first line");
        Note(walk.Writers.Explained("abandoned"), "writers ended without a last line, and the log explains it");
        Note(walk.Writers.Unexplained(DateOnly.FromDateTime(signed.At.UtcDateTime)), "writers of ended days are neither closed nor explained");
    }

    private void CheckKeys()
    {
        try
        {
            NoteKey.Read("log", options.Keys);
        }
        catch (FormatException wrong)
        {
            throw new LogUnreadableException("The key file is no public EC P-256 key in JWK form, and no set of them.", wrong);
        }
    }

    private Checkpoint? OpenSince(CheckpointReader reader)
    {
        if (options.Since is not { } bytes) return null;
        try
        {
            return reader.Open(bytes, SinceName);
        }
        catch (FaultFoundException fault)
        {
            throw new LogUnreadableException($"The earlier checkpoint cannot be used: {fault.Message}", fault);
        }
    }

    private static async Task<Exception> NoCheckpointAsync(FilesAhead files, CancellationToken cancellationToken)
    {
        await foreach (var name in files.ListAsync(string.Empty, cancellationToken))
        {
            if (name.StartsWith(TilePath.Prefix, StringComparison.Ordinal) || JournalBlobName.Parse(name) is not null)
            {
                return new LogFault(
                    LogFaultKind.MissingCheckpoint, null, "There is no checkpoint, so nothing is proved of what is there.").Found();
            }
        }

        return new LogUnreadableException("There is no log here: neither a folder journal nor a folder tree.");
    }

    private void NoteBroken(List<JournalLine> lines)
    {
        foreach (var entry in lines.Take(MostNamed).Select(line => line.Entry))
            Note(string.Create(CultureInfo.InvariantCulture, $"DAMAGE: at {entry.At:yyyy-MM-dd HH:mm:ss}Z the log says that the journal of writer {entry.Correlation} is damaged from its entry {entry.Detail?[4..]} on. Nothing of it after that is in the log."));
        Note(lines.Count - MostNamed, "more journals were damaged");
    }

    private void Note(string? text)
    {
        if (text is not null) notes.Add(text);
    }

    private void Note(int count, string text)
    {
        if (count > 0) notes.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {text}."));
    }

    private LogReport Report(LogOutcome outcome, LogFault? fault, string? unreadable) => new(
        outcome,
        walk?.Entries ?? 0,
        walk?.Bytes ?? 0,
        walk?.Writers.Count ?? 0,
        newest,
        checkpoints?.Count ?? 0,
        walk?.Pending.Count ?? 0,
        fault,
        unreadable,
        notes);
}

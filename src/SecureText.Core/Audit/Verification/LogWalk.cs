using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>
/// Goes through the log in the order that the batches decided and recomputes all of it: each leaf is read from its
/// journal and from its bundle, hashed, held against the stored tile, and linked to its writer's line before.
/// </summary>
internal sealed class LogWalk(
    FilesAhead files, Inventory inventory, Checkpoint newest, CheckpointWalk checkpoints, IProgress<LogProgress>? progress)
{
    private const int LongestBatch = 8 * 1024 * 1024;
    private const int ProgressEvery = 4096;
    private const int BatchesAhead = 3;

    private readonly StoredTree stored = new(files, inventory, newest);
    private readonly Bundle bundle = new(files, inventory, newest.Size);
    private readonly FileBuffer buffer = new();
    private TreeColumns? columns;

    public Writers Writers { get; } = new();

    public JournalReaders Journals { get; } = new(files);

    /// <summary>Leaves passed.</summary>
    public long Entries { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Told of every line that no checkpoint has signed yet.</summary>
    public required PendingLines Pending { get; init; }

    /// <summary>Lines that say that another writer's lines are damaged.</summary>
    public List<JournalLine> Broken { get; } = [];

    private TreeColumns Columns => columns ??= new TreeColumns(files, inventory, stored, newest.Size);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await checkpoints.BeginAsync(cancellationToken);
        await MeetAsync(cancellationToken);
        while (await NextBatchAsync(cancellationToken) is { } batch)
        {
            foreach (var run in batch.Runs) await RunAsync(batch, run, cancellationToken);
            if (!Writers.Agrees(batch.Writers)) throw WrongBatch(batch.From, "What the batch says of the writers is not what follows from the entries.");
        }

        if (Entries < newest.Size)
        {
            throw new LogFault(
                LogFaultKind.MissingTile, LogBatch.NameOf(Entries), "The batch that decides the next entries is not there.", Index: Entries).Found();
        }

        checkpoints.Finish();
        await bundle.CheckPartialsAsync(cancellationToken);
        await Columns.FinishAsync(cancellationToken);
        inventory.Finish(Entries);
    }

    // By name, not by the listing: a log that is alive has gone on since.
    private async Task<LogBatch?> NextBatchAsync(CancellationToken cancellationToken)
    {
        inventory.MeetBatch(Entries);
        foreach (var next in inventory.BatchesAhead(BatchesAhead)) files.Foretell(next);
        var name = LogBatch.NameOf(Entries);
        if (!await buffer.LoadAsync(files, name, LongestBatch, cancellationToken)) return null;
        if (buffer.IsTooLong || !LogBatch.TryParse(buffer.Bytes, out var batch)) throw WrongBatch(Entries, "The batch is not written as the log writes it.");
        if (batch.From != Entries) throw WrongBatch(Entries, "The batch does not begin where its name says.");
        await CheckBeforeAsync(name, cancellationToken);
        return batch;
    }

    // A batch is made only after the checkpoint of all that is before it.
    private async Task CheckBeforeAsync(string batch, CancellationToken cancellationToken)
    {
        if (Entries == 0 || checkpoints.MetSize == Entries) return;
        if (Entries < newest.Size)
            throw new LogFault(LogFaultKind.MissingCheckpoint, batch, "Before this batch was made, a checkpoint was signed, and it is not there.", Index: Entries).Found();
        // The log may be alive, and have gone on since its checkpoints were listed.
        if (await checkpoints.NewestSizeAsync(Entries, cancellationToken) >= Entries) return;
        // Who copies a living log copies its checkpoints first, and batches that came while he did.
        if (files.IsCopy && Pending.AreFresh) return;
        throw new LogFault(
            LogFaultKind.RolledBack, batch, "The log was longer than its newest checkpoint says: before this batch was made, a later one was signed, and it is not there.",
            Index: Entries, At: newest.At).Found();
    }

    private async Task RunAsync(LogBatch batch, LogRun run, CancellationToken cancellationToken)
    {
        if (JournalBlobName.Parse(run.Blob) is not { } name || name.Writer != run.Writer)
            throw WrongBatch(batch.From, "The batch names a blob that is not its writer's.");
        var writer = Writers.Begin(run.Writer);
        if (writer.Ended is { } ended)
        {
            throw new LogFault(
                LogFaultKind.Late, run.Blob, $"The writer had ended ({ended}), and the log has lines of it after that.",
                Index: Entries, Writer: run.Writer, Seq: run.FromSeq).Found();
        }

        if (run.FromSeq != writer.Seq + 1) throw WrongBatch(batch.From, "The batch leaves lines of a writer out, or has some again.");
        if (run.Blob != writer.Blob) await OpenAsync(batch, writer, name, cancellationToken);
        for (var seq = run.FromSeq; seq <= run.ToSeq; seq++) await LeafAsync(batch, writer, cancellationToken);
    }

    private async Task OpenAsync(LogBatch batch, WriterState writer, JournalBlobName name, CancellationToken cancellationToken)
    {
        if (writer.Name is { } before)
        {
            if (before.Day != name.Day)
            {
                throw new LogFault(
                    LogFaultKind.Foreign, name.ToString(), "A writer lives one day, and this blob stands in another.", Index: Entries, Writer: writer.Writer).Found();
            }

            if (name.Number <= before.Number) throw WrongBatch(batch.From, "The batch names the blobs of a writer in another order.");
            if ((await Journals.NextAsync(writer, cancellationToken)).State != LineState.End)
                throw writer.Fault(LogFaultKind.Added, "The blob goes on behind the last line that the log has of it.").Found();
            await Journals.CloseAsync(writer);
        }

        writer.Open(name.ToString(), name);
    }

    private async ValueTask LeafAsync(LogBatch batch, WriterState writer, CancellationToken cancellationToken)
    {
        var place = (int)(Entries % Bundle.Width);
        if (place == 0) await bundle.BeginAsync(Entries / Bundle.Width, cancellationToken);
        var line = await Journals.NextAsync(writer, cancellationToken);
        if (line.State is LineState.End or LineState.Cut) line = await Journals.AgainAsync(writer, cancellationToken);
        var entry = bundle.Next();
        var isGood = line.State == LineState.Line
            && (entry.State == EntryState.NotStored || (entry.State == EntryState.Entry && entry.Bytes.Span.SequenceEqual(line.Bytes.Span)))
            && (bundle.Tile(place) is not { } tile || tile == line.Leaf);
        if (!isGood)
        {
            var diagnosis = new Diagnosis(Journals, bundle, stored, batch, writer, Entries, newest.Size);
            throw (await diagnosis.FindAsync(line.State, line.Bytes, entry.State, entry.Bytes, cancellationToken)).Found();
        }

        Pass(writer, line);
        bundle.Pass(line.Bytes.Span);
        if (place == Bundle.Width - 1) await bundle.CheckPartialsAsync(cancellationToken);
        await Columns.AppendAsync(line.Leaf, cancellationToken);
        if (checkpoints.IsDue(Entries) || Entries == newest.Size) await MeetAsync(cancellationToken);
        if (Entries % ProgressEvery == 0) progress?.Report(new LogProgress(Entries, newest.Size, Bytes));
    }

    private void Pass(WriterState writer, in StoredLine line)
    {
        if (writer.Ended is { } ended)
            throw writer.Fault(LogFaultKind.Late, $"The writer had ended ({ended}), and the log has lines of it after that.", index: Entries).Found();
        if (writer.Check(line) is { } kind)
            throw writer.Fault(kind, "The line is in the log, and is not the one that follows its writer's line before.", index: Entries).Found();
        var at = line.Fields!.Value.At;
        if (at < checkpoints.TakenUntil)
        {
            throw writer.Fault(
                LogFaultKind.Late, "The entry came into the log long after the time it claims: it was written later than it says.",
                at, Entries).Found();
        }

        if (!writer.IsOfDay(at))
            throw writer.Fault(LogFaultKind.Late, "The entry claims a time that is not of the day in whose folder it stands.", at, Entries).Found();
        var end = line.End();
        if (end is not null && Writers.IsFalse(end))
        {
            throw writer.Fault(
                LogFaultKind.Foreign, $"The line says of writer {end.Entry.Correlation} that it ended, and that cannot be so: its day was not over, or it had come to another number.",
                at, Entries).Found();
        }

        if (Entries >= newest.Size) Pending.Add(at);
        else checkpoints.Gaps.Add(at, checkpoints.NextAt);
        writer.Pass(line);
        if (end is not null && Writers.Apply(end) == "broken") Broken.Add(end);
        Entries++;
        Bytes += line.Bytes.Length;
    }

    private async ValueTask MeetAsync(CancellationToken cancellationToken)
    {
        await checkpoints.MeetAsync(Entries, Columns, stored, cancellationToken);
        if (Entries == newest.Size) await Columns.RequireEdgeAsync(cancellationToken);
    }

    private static FaultFoundException WrongBatch(long from, string text) =>
        new LogFault(LogFaultKind.WrongTile, LogBatch.NameOf(from), text, Index: from).Found();
}

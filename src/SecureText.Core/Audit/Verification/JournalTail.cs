namespace SecureText.Audit.Verification;

/// <summary>
/// After the walk: what stands in the journals behind the tree. Lines of the last minutes of a writer that still writes
/// are pending; anything else should not be there.
/// </summary>
internal sealed class JournalTail(ILogFiles files, LogWalk walk, DateTimeOffset? takenUntil, DateTimeOffset latest)
{
    private WriterState? unknown;

    /// <summary>Blobs without a line: of processes that ended before their first.</summary>
    public int EmptyBlobs { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var text in files.ListAsync(JournalBlobName.Prefix, cancellationToken))
        {
            if (JournalBlobName.Parse(text) is not { } name)
                throw new LogFault(LogFaultKind.Foreign, LogNames.Shown(text), "A blob that is no journal.").Found();
            var writer = walk.Writers.Find(name.Writer) ?? (unknown?.Writer == name.Writer ? unknown : null);
            if (writer is not null && writer.Blob == text) await GoOnAsync(writer, cancellationToken);
            else if (writer?.Name?.Day != name.Day || !writer.Numbers.Contains(name.Number)) await NewBlobAsync(writer, name, cancellationToken);
        }
    }

    private async Task NewBlobAsync(WriterState? writer, JournalBlobName name, CancellationToken cancellationToken)
    {
        if (await IsEmptyAsync(name.ToString(), cancellationToken))
        {
            EmptyBlobs++;
            return;
        }

        if (writer?.Name is { } known)
        {
            var kind = writer.Ended is not null ? LogFaultKind.Late
                : known.Day != name.Day ? LogFaultKind.Foreign
                : name.Number < known.Number ? LogFaultKind.Added
                : (LogFaultKind?)null;
            if (kind is { } wrong)
            {
                throw new LogFault(
                    wrong, name.ToString(), "The log has no line of this blob, and its writer is elsewhere or has ended.", Line: 1, Writer: name.Writer).Found();
            }
        }

        // Names come in order, so the blobs of a writer that the tree does not know come one behind the other.
        if (writer is null)
        {
            if (unknown is not null) await walk.Journals.CloseAsync(unknown);
            unknown = writer = new WriterState(name.Writer);
        }
        else
        {
            await walk.Journals.CloseAsync(writer);
        }

        writer.Open(name.ToString(), name);
        await GoOnAsync(writer, cancellationToken);
    }

    private async Task GoOnAsync(WriterState writer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await walk.Journals.NextAsync(writer, cancellationToken);
            if (line.State is LineState.End or LineState.Missing) break;
            Take(writer, line);
        }

        await walk.Journals.CloseAsync(writer);
    }

    private void Take(WriterState writer, in StoredLine line)
    {
        if (writer.Ended is { } ended and not "broken")
            throw writer.Fault(LogFaultKind.Late, $"The writer had ended ({ended}), and lines came after that.").Found();
        if (line.State == LineState.Cut) throw writer.Fault(LogFaultKind.Truncated, "The journal ends within a line.").Found();
        if (line.State == LineState.TooLong) throw writer.Fault(LogFaultKind.Changed, "The line is longer than a line can be.").Found();
        if (writer.Check(line) is { } kind)
            throw writer.Fault(kind, "The line behind those of the log is not the one that follows.", line.Fields?.At).Found();
        var at = line.Fields!.Value.At;
        if (writer.Ended is not null)
            throw writer.Fault(LogFaultKind.Late, "The log says that this writer's lines are damaged, and takes none after that.", at).Found();
        if (at < takenUntil)
            throw writer.Fault(LogFaultKind.Unlogged, "The log should have this line since long, and has it not.", at).Found();
        if (at > latest)
            throw writer.Fault(LogFaultKind.Added, "The line is of a time that has not come yet.", at).Found();
        if (!writer.IsOfDay(at))
            throw writer.Fault(LogFaultKind.Late, "The line claims a time that is not of the day in whose folder it stands.", at).Found();
        walk.Pending.Add(at);
        writer.Pass(line);
        if (line.End() is { } last && WriterEnd.Of(last) is { } end && end.Writer == writer.Writer) writer.End(end.How);
    }

    private async Task<bool> IsEmptyAsync(string name, CancellationToken cancellationToken)
    {
        var stream = await files.OpenAsync(name, 0, cancellationToken);
        if (stream is null) return true;
        await using (stream) return await stream.ReadAsync(new byte[1], cancellationToken) == 0;
    }
}

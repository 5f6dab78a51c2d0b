using System.Buffers.Text;
using System.Text;
using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>How far the walk has come in the journal of one writer.</summary>
internal sealed class WriterState(string writer)
{
    private readonly byte[] name = Encoding.UTF8.GetBytes(writer);
    private TreeHashValue? hash;
    private byte[] prev = [];

    public string Writer => writer;

    /// <summary>The blob the walk is in; empty before the first.</summary>
    public string Blob { get; private set; } = string.Empty;

    public JournalBlobName? Name { get; private set; }

    /// <summary>Bytes of the blob that are checked.</summary>
    public long Offset { get; private set; }

    /// <summary>Lines of the blob that are checked.</summary>
    public long Line { get; private set; }

    public long Seq { get; private set; }

    /// <summary>Of the last line, as the next one's <c>prev</c> says it.</summary>
    public string Hash => hash is { } last ? Encoding.ASCII.GetString(Written(last)) : string.Empty;

    /// <summary>Why nothing of this writer may follow; null while it may.</summary>
    public string? Ended { get; private set; }

    /// <summary>Numbers of the blobs the walk was in.</summary>
    public List<int> Numbers { get; } = [];

    /// <summary>Open at <see cref="Offset"/>, or null.</summary>
    public LineReader? Reader { get; set; }

    public void Open(string blob, JournalBlobName name)
    {
        (Blob, Name, Offset, Line) = (blob, name, 0, 0);
        Numbers.Add(name.Number);
        prev = Encoding.ASCII.GetBytes(JournalLine.Opening(blob, writer, Hash));
    }

    public void End(string why) => Ended ??= why;

    /// <summary>Whether a line is the next of this writer; if not, what is wrong with it.</summary>
    public LogFaultKind? Check(in StoredLine line)
    {
        if (line.Fields is not { } fields) return LogFaultKind.Changed;
        var bytes = line.Bytes.Span;
        if (!fields.Writer.In(bytes).SequenceEqual(name)) return LogFaultKind.Foreign;
        if (fields.Seq > Seq + 1) return LogFaultKind.Dropped;
        if (fields.Seq <= Seq) return LogFaultKind.Repeated;
        return fields.Prev.In(bytes).SequenceEqual(prev) ? null : LogFaultKind.Changed;
    }

    /// <summary>Goes on behind a line that <see cref="Check"/> found good.</summary>
    public void Pass(in StoredLine line)
    {
        hash = line.Hash;
        prev = Written(line.Hash);
        (Offset, Line, Seq) = (Offset + line.Bytes.Length, Line + 1, Seq + 1);
    }

    /// <summary>Whether a time is of the day in whose folder this writer's blobs stand, give or take an hour.</summary>
    public bool IsOfDay(DateTimeOffset at)
    {
        var begin = new DateTimeOffset(Name!.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return at >= begin.AddHours(-1) && at <= begin.AddHours(25);
    }

    public LogFault Fault(LogFaultKind kind, string text, DateTimeOffset? at = null, long? index = null) =>
        new(kind, Blob, text, Line + 1, index, writer, Seq + 1, at);

    // As JournalLine.HashOf writes it.
    private static byte[] Written(TreeHashValue hash)
    {
        Span<byte> bytes = stackalloc byte[TreeHashValue.Length];
        hash.CopyTo(bytes);
        return Base64Url.EncodeToUtf8(bytes);
    }
}

/// <summary>Readers of the journals that the walk is in. Few are open at once, however many writers there are.</summary>
internal sealed class JournalReaders(ILogFiles files)
{
    private const int MostOpen = 16;

    private readonly List<WriterState> open = [];

    /// <summary>What stands behind the last line that was read here.</summary>
    public ValueTask<StoredLine> NextAsync(WriterState writer, CancellationToken cancellationToken) =>
        writer.Reader is { } reader && reader.TryNext(out var line) ? new(line) : ReadAsync(writer, cancellationToken);

    private async ValueTask<StoredLine> ReadAsync(WriterState writer, CancellationToken cancellationToken)
    {
        if (writer.Reader is null)
        {
            var stream = await files.OpenAsync(writer.Blob, writer.Offset, cancellationToken);
            if (stream is null) return new(LineState.Missing, default);
            if (open.Count == MostOpen) await CloseAsync(open[0]);
            writer.Reader = new LineReader(stream);
            open.Add(writer);
        }

        return await writer.Reader.NextAsync(cancellationToken);
    }

    /// <summary>
    /// What stands there by now: a download ends where the blob ended when it was opened, and a living one has grown since.
    /// </summary>
    public async ValueTask<StoredLine> AgainAsync(WriterState writer, CancellationToken cancellationToken)
    {
        await CloseAsync(writer);
        return await NextAsync(writer, cancellationToken);
    }

    public async ValueTask CloseAsync(WriterState writer)
    {
        if (writer.Reader is not { } reader) return;
        writer.Reader = null;
        open.Remove(writer);
        await reader.DisposeAsync();
    }

    public async ValueTask CloseAllAsync()
    {
        foreach (var writer in open.ToList()) await CloseAsync(writer);
    }
}

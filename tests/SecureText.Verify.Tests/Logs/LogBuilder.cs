using System.Globalization;
using SecureText.Audit;
using SecureText.Audit.Tree;

namespace SecureText.Verify.Logs;

/// <summary>Writes a log as the program does: journals, batches, bundles, tiles, checkpoints.</summary>
internal sealed class LogBuilder(ILogSink sink, SigningKey? key = null) : IDisposable
{
    public const string Origin = "localhost/journal";

    private readonly LogState state = new();
    private readonly TreeEdge edge = new();
    private readonly List<TakenLine> waiting = [];
    private readonly List<SigningKey> keys = [key ?? new(Origin)];

    public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public long Size => edge.Size;

    public TreeHashValue Root => edge.Root();

    public SigningKey Key => keys[^1];

    public byte[] Keys => SigningKey.Set([.. keys]);

    /// <summary>Name and bytes of the newest checkpoint.</summary>
    public (string Name, byte[] Bytes) Newest { get; private set; }

    public BuiltWriter Begin(string writer) => new(this, writer, DateOnly.FromDateTime(Now.UtcDateTime));

    public void RotateKey() => keys.Add(new SigningKey(Origin));

    /// <summary>Lines are durable in their journal.</summary>
    public void Write(string blob, List<TakenLine> lines)
    {
        using var block = new MemoryStream();
        foreach (var line in lines) block.Write(line.Bytes.Span);
        sink.Append(blob, block.ToArray());
        waiting.AddRange(lines);
    }

    /// <summary>Takes the lines that wait into the tree, writer by writer.</summary>
    public void Integrate()
    {
        if (waiting.Count == 0) return;
        var lines = waiting.OrderBy(line => line.Line.Writer, StringComparer.Ordinal).ThenBy(line => line.Line.Seq).ToList();
        var runs = new List<LogRun>();
        foreach (var (blob, line, bytes) in lines)
        {
            state.Apply(line, blob, bytes.Span);
            if (runs.Count > 0 && runs[^1].Blob == blob) runs[^1] = runs[^1] with { ToSeq = line.Seq };
            else runs.Add(new LogRun(line.Writer, blob, line.Seq, line.Seq));
        }

        var batch = new LogBatch(edge.Size, edge.Size + lines.Count, runs, state.Marks());
        sink.Put(LogBatch.NameOf(batch.From), batch.Format());
        foreach (var tile in edge.Append(lines.Select(line => line.Bytes))) sink.Put(tile.Path.BlobName, tile.Content);
        waiting.Clear();
    }

    public void Checkpoint()
    {
        var checkpoint = new Checkpoint(Origin, edge.Size, edge.Root(), Now);
        Newest = (CheckpointName.Of(checkpoint).ToString(), Key.Sign(checkpoint.Format()).Format());
        sink.Put(Newest.Name, Newest.Bytes);
    }

    /// <summary>What a minute of the integrator does.</summary>
    public void Turn()
    {
        Now = Now.AddMinutes(1);
        Integrate();
        Checkpoint();
    }

    public void Dispose()
    {
        foreach (var key in keys) key.Dispose();
    }
}

/// <summary>A process that writes.</summary>
internal sealed class BuiltWriter
{
    private readonly LogBuilder log;
    private readonly DateOnly day;
    private JournalChain chain;
    private int number;

    public BuiltWriter(LogBuilder log, string writer, DateOnly day)
    {
        (this.log, this.day, chain) = (log, day, JournalChain.Start(writer));
        NextBlob();
    }

    public string Blob { get; private set; } = string.Empty;

    public long Seq => chain.Seq;

    public string Id => chain.Writer;

    public void NextBlob()
    {
        Blob = new JournalBlobName(day, chain.Writer, ++number).ToString();
        chain = chain.Open(Blob);
    }

    public void Say(int entries = 1)
    {
        var lines = new List<TakenLine>(entries);
        for (var i = 0; i < entries; i++)
        {
            log.Now = log.Now.AddMilliseconds(7);
            var number = (chain.Seq + 1).ToString(CultureInfo.InvariantCulture);
            lines.Add(Next(new AuditEntry(
                log.Now, "staff:mia0001", "conversation.read", [$"c{number.PadLeft(8, '0')}"], "done", $"request-{number}")));
        }

        log.Write(Blob, lines);
    }

    public void Say(AuditEntry entry) => log.Write(Blob, [Next(entry)]);

    private TakenLine Next(AuditEntry entry)
    {
        var prev = chain.Prev;
        (var bytes, chain) = chain.Next(entry);
        return new TakenLine(Blob, new JournalLine(chain.Writer, chain.Seq, entry, prev), bytes);
    }

    public void Close() => Say(WriterEnd.Closed(chain.Writer, log.Now));
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureText.Audit.Tree;

/// <summary>Lines of one blob that stand one behind the other in the tree.</summary>
/// <param name="Writer">Their writer.</param>
/// <param name="Blob">Their blob.</param>
/// <param name="FromSeq">The first one's number.</param>
/// <param name="ToSeq">The last one's number.</param>
public sealed record LogRun(string Writer, string Blob, long FromSeq, long ToSeq);

/// <summary>How far a writer's lines are in the tree.</summary>
/// <param name="Writer">Who.</param>
/// <param name="Blob">Blob of the last line.</param>
/// <param name="Seq">Number of the last line.</param>
/// <param name="Offset">Bytes of that blob up to its end.</param>
/// <param name="Hash">Its <see cref="JournalLine.HashOf"/>.</param>
/// <param name="End">Null while more may come; else <c>closed</c>, <c>abandoned</c> or <c>broken</c> (<see cref="WriterEnd"/>).</param>
public sealed record WriterMark(string Writer, string Blob, long Seq, long Offset, string Hash, string? End);

/// <summary>
/// Which journal lines are the leaves [<paramref name="From"/>, <paramref name="To"/>), and where every writer stands after
/// them, so that a restart reads one batch and not all. UTF-8 JSON lines: <c>{"v":1,"from","to"}</c>, the runs in the order
/// of leaves, the marks in the order of writers' names. There is one way to write a batch.
/// </summary>
/// <param name="From">First leaf.</param>
/// <param name="To">Leaf after the last.</param>
/// <param name="Runs">At least one.</param>
/// <param name="Writers">From <see cref="LogState.Marks"/>.</param>
public sealed record LogBatch(long From, long To, IReadOnlyList<LogRun> Runs, IReadOnlyList<WriterMark> Writers)
{
    /// <summary>What all names begin with.</summary>
    public const string Prefix = "tree/batch/";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The blob that decides what follows on a tree of that size. Whoever creates it has decided.</summary>
    public static string NameOf(long from) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{from:D20}");

    /// <summary>The first leaf of the batch of that name.</summary>
    public static bool TryParseName(string? name, out long from)
    {
        from = 0;
        return name is { Length: 31 }
            && name.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out from);
    }

    /// <summary>The blob's bytes.</summary>
    public byte[] Format()
    {
        using var bytes = new MemoryStream();
        Line(new Head(1, From, To));
        foreach (var run in Runs) Line(run);
        foreach (var mark in Writers) Line(mark);
        return bytes.ToArray();

        void Line<T>(T value)
        {
            JsonSerializer.Serialize(bytes, value, Json);
            bytes.WriteByte((byte)'\n');
        }
    }

    /// <summary>Reads exactly what <see cref="Format"/> writes. Says nothing of whether it is true.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, out LogBatch batch)
    {
        batch = null!;
        var lines = JournalCheck.Split(bytes);
        try
        {
            if (lines.Count == 0 || JsonSerializer.Deserialize<Head>(lines[0].Span, Json) is not { V: 1, From: >= 0 } head || head.To <= head.From)
                return false;
            var (runs, marks) = (new List<LogRun>(), new List<WriterMark>());
            long leaves = 0;
            foreach (var line in lines.Skip(1))
            {
                if (marks.Count == 0 && leaves < head.To - head.From)
                {
                    // More leaves in a run than in the batch cannot be, and would run over.
                    if (JsonSerializer.Deserialize<LogRun>(line.Span, Json) is not { Writer: not null, Blob: not null, FromSeq: >= 1 } run
                        || run.ToSeq < run.FromSeq
                        || run.ToSeq - run.FromSeq >= head.To - head.From - leaves)
                        return false;
                    runs.Add(run);
                    leaves += run.ToSeq - run.FromSeq + 1;
                }
                else
                {
                    if (JsonSerializer.Deserialize<WriterMark>(line.Span, Json) is not
                        { Writer: not null, Blob: not null, Hash: not null, Seq: >= 1, Offset: >= 1 } mark)
                        return false;
                    marks.Add(mark);
                }
            }

            var read = new LogBatch(head.From, head.To, runs, marks);
            if (leaves != head.To - head.From || !read.Format().AsSpan().SequenceEqual(bytes.Span)) return false;
            batch = read;
            return true;
        }
        catch (Exception refused) when (refused is JsonException or NotSupportedException)
        {
            return false;
        }
    }

    private sealed record Head(int V, long From, long To);
}

using System.Buffers;

namespace SecureText.Audit.Verification;

/// <summary>
/// A piece of a journal's blob: its whole lines, each hashed and read. What it says of a line follows from the line's own
/// bytes, so pieces are made ahead of the walk, on other cores; whatever joins one line to another is the walk's.
/// </summary>
internal sealed class LineBlock : IDisposable
{
    /// <summary>No entry of the tree is longer (uint16).</summary>
    public const int LongestLine = ushort.MaxValue;

    private readonly List<int> ends = [0];
    private byte[] buffer;
    private StoredLine[] lines = [];
    private int length;

    private LineBlock(int capacity) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Its whole lines.</summary>
    public int Count => ends.Count - 1;

    /// <summary>What stands behind them; a line: more, in the next piece.</summary>
    public StoredLine After { get; private set; }

    public bool IsLast => After.State != LineState.Line;

    /// <summary>A line, once <see cref="Digest"/> was called.</summary>
    public ref readonly StoredLine this[int line] => ref lines[line];

    /// <summary>Reads the piece behind another.</summary>
    /// <param name="stream">Stands where the other ends.</param>
    /// <param name="before">The other, for the line that it ends in; null: this is the first.</param>
    /// <param name="size">Bytes to read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LineBlock> ReadAsync(Stream stream, LineBlock? before, int size, CancellationToken cancellationToken)
    {
        if (before is { IsLast: true }) return new LineBlock(0) { After = before.After };
        var begun = before is null ? default : before.buffer.AsMemory(before.ends[^1], before.length - before.ends[^1]);
        var block = new LineBlock(begun.Length + size);
        begun.CopyTo(block.buffer);
        var read = await stream.ReadAtLeastAsync(block.buffer.AsMemory(begun.Length, size), size, throwOnEndOfStream: false, cancellationToken);
        block.length = begun.Length + read;
        block.Split(isEnd: read < size);
        return block;
    }

    /// <summary>Hashes and reads the lines.</summary>
    public LineBlock Digest()
    {
        lines = ArrayPool<StoredLine>.Shared.Rent(Count);
        for (var i = 0; i < Count; i++) lines[i] = StoredLine.Of(buffer.AsMemory(ends[i]..ends[i + 1]));
        return this;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<StoredLine>.Shared.Return(lines);
        (buffer, lines) = ([], []);
    }

    private void Split(bool isEnd)
    {
        var rest = buffer.AsMemory(0, length);
        for (int feed; (feed = rest.Span.IndexOf((byte)'\n')) is >= 0 and <= LongestLine; rest = rest[(feed + 1)..])
            ends.Add(ends[^1] + feed + 1);
        After = rest.Length > LongestLine ? new(LineState.TooLong, rest[..(LongestLine + 1)])
            : !isEnd ? new(LineState.Line, default)
            : rest.IsEmpty ? new(LineState.End, default)
            : new(LineState.Cut, rest);
    }
}

namespace SecureText.Audit.Verification;

/// <summary>What stands at a place of a journal's blob.</summary>
internal enum LineState
{
    /// <summary>A line with its line feed.</summary>
    Line,

    /// <summary>Nothing: the blob ends here.</summary>
    End,

    /// <summary>Bytes without a line feed, up to the end.</summary>
    Cut,

    /// <summary>More bytes than a line can have; the first of them are given.</summary>
    TooLong,

    /// <summary>There is no such blob.</summary>
    Missing,
}

/// <summary>Lines of a blob, one at a time, in bounded memory. A line is good until the next one is read.</summary>
internal sealed class LineReader(Stream stream) : IAsyncDisposable
{
    /// <summary>No entry of the tree is longer (uint16).</summary>
    public const int LongestLine = ushort.MaxValue;

    private readonly byte[] buffer = new byte[LongestLine + 1];
    private int from;
    private int to;

    public async ValueTask<(LineState State, ReadOnlyMemory<byte> Bytes)> NextAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        while (true)
        {
            var feed = buffer.AsSpan(from + looked, to - from - looked).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var line = buffer.AsMemory(from, looked + feed + 1);
                from += line.Length;
                return (LineState.Line, line);
            }

            looked = to - from;
            if (from > 0)
            {
                buffer.AsSpan(from, looked).CopyTo(buffer);
                (from, to) = (0, looked);
            }

            if (to == buffer.Length) return (LineState.TooLong, buffer);
            var read = await stream.ReadAsync(buffer.AsMemory(to), cancellationToken);
            if (read > 0) to += read;
            else return (looked == 0 ? LineState.End : LineState.Cut, buffer.AsMemory(0, looked));
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

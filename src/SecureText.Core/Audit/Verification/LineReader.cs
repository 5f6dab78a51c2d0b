namespace SecureText.Audit.Verification;

/// <summary>
/// Lines of a blob, one at a time, in bounded memory. Whoever reads on finds the next ones hashed and read already: pieces
/// are made ahead, as many as were read, up to a few. So a blob of which little is wanted costs little.
/// </summary>
internal sealed class LineReader(Stream stream) : IAsyncDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int Size = 64 * 1024;
    private const int MostAhead = 4;

    private readonly CancellationTokenSource stop = new();
    private readonly Queue<Task<LineBlock>> ahead = [];
    private Task<LineBlock>? lastRead;
    private LineBlock? block;
    private int taken; // lines of the block
    private int blocks;

    /// <summary>The next line, if it is there already.</summary>
    public bool TryNext(out StoredLine line)
    {
        line = default;
        if (block is null || taken == block.Count) return false;
        line = block[taken++];
        return true;
    }

    /// <summary>The next line, or what stands behind the last, then again and again.</summary>
    public async ValueTask<StoredLine> NextAsync(CancellationToken cancellationToken)
    {
        StoredLine line;
        while (!TryNext(out line))
        {
            if (block is { IsLast: true }) return block.After;
            while (ahead.Count <= Math.Min(blocks, MostAhead)) ReadAhead();
            var next = await ahead.Peek().WaitAsync(cancellationToken);
            _ = ahead.Dequeue();
            // Whatever the next piece needed of this one it has by now.
            block?.Dispose();
            (block, taken) = (next, 0);
            blocks++;
        }

        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        block?.Dispose();
        foreach (var piece in ahead)
        {
            try
            {
                (await piece).Dispose();
            }
            catch (Exception)
            {
                // Nobody came as far as this piece, so it is nobody's loss.
            }
        }

        await stream.DisposeAsync();
        stop.Dispose();
    }

    private void ReadAhead()
    {
        var (before, size) = (lastRead, lastRead is null ? FirstSize : Size);
        var read = lastRead = Task.Run(
            async () => await LineBlock.ReadAsync(stream, before is null ? null : await before, size, stop.Token));
        ahead.Enqueue(Task.Run(async () => (await read).Digest()));
    }
}

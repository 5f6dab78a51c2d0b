using System.Runtime.CompilerServices;
using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>
/// Reads small blobs before they are asked for, several at a time, so that a look at a container is not one answer after the
/// other. It only moves a reading forward: what was not foretold, is not there or is too long is read when it is asked for.
/// </summary>
internal sealed class FilesAhead(ILogFiles files) : ILogFiles, IAsyncDisposable
{
    /// <summary>So many are read at once, or wait to be asked for.</summary>
    public const int Most = 32;

    private const int LongestAhead = 256 * 1024;

    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, Task<FileBuffer?>> foretold = new(StringComparer.Ordinal);
    private readonly Stack<FileBuffer> free = new();

    public bool IsCopy => files.IsCopy;

    /// <summary>A blob will be read soon from its beginning. Forgotten when too many are waited for already.</summary>
    public void Foretell(string name)
    {
        if (foretold.Count >= Most || foretold.ContainsKey(name)) return;
        var buffer = free.TryPop(out var used) ? used : new FileBuffer();
        foretold[name] = Task.Run(async () => await buffer.LoadAsync(files, name, LongestAhead, stop.Token) && !buffer.IsTooLong ? buffer : null);
    }

    /// <summary>Tiles that are read one behind the other.</summary>
    public IEnumerable<TilePath> Foretelling(IEnumerable<TilePath> paths)
    {
        var waiting = new Queue<TilePath>();
        foreach (var path in paths)
        {
            Foretell(path.BlobName);
            waiting.Enqueue(path);
            if (waiting.Count > Most / 2) yield return waiting.Dequeue();
        }

        while (waiting.TryDequeue(out var path)) yield return path;
    }

    /// <summary>Lists blobs that are read one behind the other.</summary>
    public async IAsyncEnumerable<string> ListForetellingAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waiting = new Queue<string>();
        await foreach (var name in files.ListAsync(prefix, cancellationToken))
        {
            Foretell(name);
            waiting.Enqueue(name);
            if (waiting.Count > Most / 8) yield return waiting.Dequeue();
        }

        while (waiting.TryDequeue(out var name)) yield return name;
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => files.ListAsync(prefix, cancellationToken);

    public async ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken)
    {
        if (offset == 0 && foretold.Remove(name, out var reading) && await reading.WaitAsync(cancellationToken) is { } buffer)
            return new Read(buffer, free);
        return await files.OpenAsync(name, offset, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        // What nobody asked for may have failed, and that is nobody's loss.
        foreach (var reading in foretold.Values) await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        stop.Dispose();
    }

    /// <summary>A blob that was read; its memory is used again when it is closed.</summary>
    private sealed class Read(FileBuffer buffer, Stack<FileBuffer> free) : MemoryStream(buffer.Memory, 0, buffer.Bytes.Length, writable: false)
    {
        private bool isClosed;

        protected override void Dispose(bool disposing)
        {
            if (!isClosed) free.Push(buffer);
            isClosed = true;
            base.Dispose(disposing);
        }
    }
}

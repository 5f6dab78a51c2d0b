using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Sources;

/// <summary>
/// A copy of the container in a folder. Follows no link, so that a prepared folder cannot make an auditor's program read
/// somewhere else.
/// </summary>
internal sealed class FolderFiles(string folder) : ILogFiles
{
    private const int MostNames = 5_000_000;
    private const int Deepest = 16;

    private readonly string root = Path.GetFullPath(folder);
    // Several files are opened at once.
    private readonly ConcurrentDictionary<string, bool> plain = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool IsCopy => true;

    /// <inheritdoc />
    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var start = prefix.TrimEnd('/');
        return start.Length > 0 && !IsPlainFolder(start) ? AsyncEnumerable.Empty<string>() : WalkAsync(prefix, 0, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken)
    {
        if (name.Split('/') is var parts && parts.Any(part => part is "" or "." or "..") || name.Contains('\\', StringComparison.Ordinal))
            throw new LogUnreadableException("A name leads out of the folder.");
        var parent = name[..Math.Max(name.LastIndexOf('/'), 0)];
        if (!IsPlainFolder(parent)) return new((Stream?)null);
        var file = new FileInfo(Path.Combine(root, name));
        RefuseLink(file, name);
        if (!file.Exists) return new((Stream?)null);
        // Also what only looks like a file, as a pipe, has no length, and is never opened.
        if (file.Length <= offset) return new(Stream.Null);
        return new(new FolderFile(file.FullName) { Position = offset });
    }

    private async IAsyncEnumerable<string> WalkAsync(string prefix, int depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (depth > Deepest) throw new LogUnreadableException("The folders go deeper than those of a log.");
        foreach (var name in Sorted(Path.Combine(root, prefix), prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!name.EndsWith('/'))
            {
                yield return prefix + name;
                continue;
            }

            await foreach (var inner in WalkAsync(prefix + name, depth + 1, cancellationToken)) yield return inner;
        }
    }

    // A folder is sorted as its blobs' names are: with its slash.
    private static List<string> Sorted(string path, string prefix)
    {
        var names = new List<string>();
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            RefuseLink(entry, prefix + entry.Name);
            names.Add(entry is DirectoryInfo ? $"{entry.Name}/" : entry.Name);
            if (names.Count > MostNames) throw new LogUnreadableException("A folder holds more files than this program can sort.");
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private bool IsPlainFolder(string name)
    {
        if (name.Length == 0 || plain.ContainsKey(name)) return true;
        var parent = name[..Math.Max(name.LastIndexOf('/'), 0)];
        if (!IsPlainFolder(parent)) return false;
        var directory = new DirectoryInfo(Path.Combine(root, name));
        RefuseLink(directory, name);
        if (!directory.Exists) return false;
        plain.TryAdd(name, true);
        return true;
    }

    private static void RefuseLink(FileSystemInfo entry, string name)
    {
        if (entry.LinkTarget is not null)
            throw new LogUnreadableException($"{LogNames.Shown(name)} is a link, and a copy of the log has none.");
    }

    /// <summary>Read by threads that have nothing else to do: handing each part to another thread would cost more than reading it.</summary>
    private sealed class FolderFile(string path)
        : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, FileOptions.SequentialScan)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}

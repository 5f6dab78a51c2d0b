using System.Text;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Logs;

/// <summary>A container in memory, easy to tamper with.</summary>
internal sealed class MemoryLog : ILogSink, ILogFiles
{
    public SortedDictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public bool IsCopy { get; set; }

    public MemoryLog Copy()
    {
        var copy = new MemoryLog();
        foreach (var (name, bytes) in Blobs) copy.Blobs[name] = bytes;
        return copy;
    }

    public void Put(string name, ReadOnlySpan<byte> bytes) => Blobs[name] = bytes.ToArray();

    public void Append(string name, ReadOnlySpan<byte> bytes) =>
        Blobs[name] = Blobs.TryGetValue(name, out var before) ? [.. before, .. bytes] : bytes.ToArray();

    public void Save(string folder)
    {
        foreach (var (name, bytes) in Blobs)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>Changes a copy of a blob's bytes.</summary>
    public void Change(string name, Func<byte[], byte[]> change) => Blobs[name] = change([.. Blobs[name]]);

    /// <summary>Flips a bit.</summary>
    public void Flip(string name, int at, byte bit = 1) => Change(name, bytes =>
    {
        bytes[at] ^= bit;
        return bytes;
    });

    /// <summary>Changes the lines of a blob; each is without its line feed.</summary>
    public void Lines(string name, Action<List<string>> change) => Change(name, bytes =>
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n')[..^1].ToList();
        change(lines);
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));
    });

    public void Rename(string from, string to)
    {
        Blobs.Remove(from, out var bytes);
        Blobs[to] = bytes!;
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in Blobs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList()) yield return name;
    }

    public ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken)
    {
        if (!Blobs.TryGetValue(name, out var bytes)) return new((Stream?)null);
        var from = (int)Math.Min(offset, bytes.Length);
        return new(new MemoryStream(bytes, from, bytes.Length - from, writable: false));
    }
}

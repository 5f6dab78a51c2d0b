namespace SecureText.Run;

/// <summary>The file into which all goes that a program writes, over all its restarts in one run.</summary>
internal sealed class ProcessOutput : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter file;

    /// <summary>Begins the file anew.</summary>
    internal ProcessOutput(string path)
    {
        Path = path;
        var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        file = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>Where the file is.</summary>
    internal string Path { get; }

    /// <summary>The last line that says something.</summary>
    internal string? LastLine { get; private set; }

    /// <summary>All lines so far.</summary>
    internal IReadOnlyList<string> ReadLines()
    {
        using var reader = new StreamReader(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }

    /// <summary>Copies until the other side ends.</summary>
    internal async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                file.WriteLine(line);
                if (line.Length > 0) LastLine = line;
            }
        }
    }

    public void Dispose() => file.Dispose();
}

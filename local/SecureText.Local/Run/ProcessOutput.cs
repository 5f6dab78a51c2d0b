namespace SecureText.Run;

/// <summary>All that a child process writes: into a file and, for the canary scan, into memory.</summary>
internal sealed class ProcessOutput : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly StreamWriter file;

    internal ProcessOutput(string path) => file = new StreamWriter(path, append: true) { AutoFlush = true };

    /// <summary>Also told each line.</summary>
    internal Action<string>? Echo { get; set; }

    internal IReadOnlyList<string> Lines
    {
        get { lock (gate) return [.. lines]; }
    }

    internal async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                lines.Add(line);
                file.WriteLine(line);
            }

            Echo?.Invoke(line);
        }
    }

    public void Dispose() => file.Dispose();
}

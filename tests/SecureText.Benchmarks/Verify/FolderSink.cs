using SecureText.Verify.Logs;

namespace SecureText.Benchmarks.Verify;

/// <summary>Writes a log into a folder as a copy of the container would stand there.</summary>
internal sealed class FolderSink(string folder) : ILogSink
{
    public void Put(string name, ReadOnlySpan<byte> bytes)
    {
        using var file = Open(name, FileMode.Create);
        file.Write(bytes);
    }

    public void Append(string name, ReadOnlySpan<byte> bytes)
    {
        using var file = Open(name, FileMode.Append);
        file.Write(bytes);
    }

    private FileStream Open(string name, FileMode mode)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, mode, FileAccess.Write);
    }
}

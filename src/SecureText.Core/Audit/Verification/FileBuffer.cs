namespace SecureText.Audit.Verification;

/// <summary>Reads small blobs whole into memory that is used again. A blob longer than allowed is read no further.</summary>
internal sealed class FileBuffer
{
    private byte[] bytes = new byte[16 * 1024];
    private int length;

    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, length);

    /// <summary>The memory itself, in which the blob's bytes come first.</summary>
    public byte[] Memory => bytes;

    /// <summary>Whether the blob went on behind the limit.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads a blob; false: there is none.</summary>
    public async ValueTask<bool> LoadAsync(ILogFiles files, string name, int limit, CancellationToken cancellationToken)
    {
        (length, IsTooLong) = (0, false);
        var stream = await files.OpenAsync(name, 0, cancellationToken);
        if (stream is null) return false;
        await using (stream)
        {
            while (true)
            {
                if (length == bytes.Length) Array.Resize(ref bytes, bytes.Length * 2);
                var read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken);
                if (read == 0) return true;
                length += read;
                if (length <= limit) continue;
                (length, IsTooLong) = (limit, true);
                return true;
            }
        }
    }
}

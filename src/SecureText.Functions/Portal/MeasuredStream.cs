using SecureText.Sealing;

namespace SecureText.Portal;

/// <summary>There was more of a file than may be.</summary>
internal sealed class FileTooLargeException() : IOException("The file is too large.");

/// <summary>Reads no further than a file may be large, whatever its sender said of its size.</summary>
/// <param name="inner">Not disposed here.</param>
/// <param name="limit">Bytes.</param>
internal sealed class MeasuredStream(Stream inner, long limit) : ForwardReadStream
{
    private long left = limit;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        left -= count;
        return left >= 0 ? count : throw new FileTooLargeException();
    }
}

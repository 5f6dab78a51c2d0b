using SecureText.Audit.Verification;
using SecureText.Sealing;

namespace SecureText.Verify.Sources;

/// <summary>
/// A download that may stay open for long while others are read: when the connection is lost it goes on from where it was.
/// </summary>
internal sealed class ResumingStream(Stream first, long from, Func<long, Task<Stream?>> open) : ForwardReadStream
{
    private const int Tries = 3;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private Stream? inner = first;
    private long position = from;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                inner ??= await open(position) ?? throw new LogUnreadableException("A blob went away while it was read.");
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(Silence);
                var read = await inner.ReadAsync(buffer, limit.Token);
                position += read;
                return read;
            }
            catch (Exception lost) when (
                tried < Tries && !cancellationToken.IsCancellationRequested && (lost is IOException or HttpRequestException or OperationCanceledException))
            {
                if (inner is not null) await inner.DisposeAsync();
                inner = null;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner?.Dispose();
        base.Dispose(disposing);
    }
}

namespace SecureText.Sealing;

/// <summary>Reads bytes that were taken from a stream to look at them, and then the rest of it.</summary>
/// <param name="beginning">What was taken.</param>
/// <param name="rest">Where it was taken from; not disposed here.</param>
public sealed class JoinedStream(ReadOnlyMemory<byte> beginning, Stream rest) : ForwardReadStream
{
    private ReadOnlyMemory<byte> left = beginning;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left.IsEmpty) return await rest.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }
}

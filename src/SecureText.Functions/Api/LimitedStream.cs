namespace SecureText.Api;

/// <summary>Passes bytes on until there are too many, so that a caller cannot fill the memory.</summary>
internal sealed class LimitedStream(Stream inner, int limit) : Stream
{
    private int left = limit;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        left -= count;
        if (left < 0) throw new InvalidDataException("The body is too long.");
        inner.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

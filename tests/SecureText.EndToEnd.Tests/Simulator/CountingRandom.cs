using System.Buffers.Binary;
using SecureText.Sealing;

namespace SecureText.EndToEnd.Tests.Simulator;

/// <summary>Ids that count up, and the middle of every range where a chance is asked for.</summary>
internal sealed class CountingRandom : IRandomSource
{
    private int count;

    public void Fill(Span<byte> destination)
    {
        destination.Clear();
        if (destination.Length == 4) destination[3] = 0x80;
        else BinaryPrimitives.WriteInt32BigEndian(destination[^4..], Interlocked.Increment(ref count));
    }
}

using System.Buffers.Binary;
using SecureText.Sealing;

namespace SecureText.EventGridDelivery;

/// <summary>Numbers and ids from the injected random source.</summary>
internal static class Chance
{
    /// <summary>From 0 up to, not including, 1.</summary>
    internal static double Next(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[4];
        random.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (1.0 + uint.MaxValue);
    }

    /// <summary>Thirty-two hexadecimal digits.</summary>
    internal static string Id(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Hub;

/// <summary>Version 5 UUIDs (RFC 4122, 4.3): the same name gives the same id at every replay.</summary>
internal static class DeterministicGuid
{
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    internal static Guid From(string name)
    {
        byte[] input = [.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // Version 5 is defined over SHA-1, and nothing secret depends on it.
        var hash = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace SecureText.Faults.Run;

/// <summary>
/// Numbers that follow from a seed (SplitMix64), the same on every machine. Not for two threads at once: each takes a
/// <see cref="For"/> of its own, so that none depends on the order in which others come.
/// </summary>
internal sealed class Dice
{
    private readonly ulong seed;
    private ulong state;

    internal Dice(ulong seed) => (this.seed, state) = (seed, seed);

    /// <summary>Others that follow from the seed and a name, however many numbers have been drawn here.</summary>
    internal Dice For(string name) => new(seed ^ BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name))));

    /// <summary>From 0 to <paramref name="below"/> - 1.</summary>
    internal int Next(int below) => (int)(Next() % (ulong)below);

    /// <summary>True in so many of a hundred.</summary>
    internal bool Chance(int percent) => Next(100) < percent;

    internal TimeSpan Wait(int fromMilliseconds, int toMilliseconds) =>
        TimeSpan.FromMilliseconds(fromMilliseconds + Next(toMilliseconds - fromMilliseconds + 1));

    internal byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)Next();
        return bytes;
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

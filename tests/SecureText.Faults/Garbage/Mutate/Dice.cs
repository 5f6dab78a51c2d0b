namespace SecureText.Faults.Garbage;

/// <summary>
/// Chance that comes again: what is drawn follows from the run's seed and the mutant's number alone, so that one mutant can
/// be made without those before it (SplitMix64).
/// </summary>
internal sealed class Dice(ulong seed, int number)
{
    private ulong state = Mix(seed) ^ Mix(0x5EC7E7ul + (ulong)number);

    internal ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    internal int Below(int limit) => (int)(Next() % (ulong)limit);

    internal bool Percent(int chance) => Below(100) < chance;

    internal T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    internal byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)Next();
        return bytes;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

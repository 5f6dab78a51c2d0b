namespace SecureText.Faults.Outage;

/// <summary>Draws by the seed (splitmix64): the same seed, the same lots. One for each who draws.</summary>
internal sealed class Lots(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 up to, not including, <paramref name="below"/>.</summary>
    internal int Next(int below)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }

    /// <summary>A series of its own that follows from this one's seed.</summary>
    internal static Lots Of(ulong seed, int number) => new(unchecked((seed * 1_000_003) + (ulong)number));

    internal IReadOnlyList<T> Shuffled<T>(IEnumerable<T> items)
    {
        var all = items.ToList();
        for (var i = all.Count - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all;
    }
}

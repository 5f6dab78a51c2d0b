namespace SecureText.Texting;

/// <summary>A small repeatable source of cases (splitmix64): a failure names its seed and comes back.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    public int Below(int bound)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
    }

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public List<T> Shuffled<T>(IEnumerable<T> all)
    {
        var list = all.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }
}

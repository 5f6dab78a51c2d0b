namespace SecureText.Faults.Garbage;

/// <summary>Which family a mutant is of. The same seed and number give the same mutant, but for ids and secrets of the clinic it is made for.</summary>
internal static class Families
{
    private static readonly (int Share, Func<int, Dice, Corpus, Mutant> Make)[] All =
    [
        (28, EventGarbage.Make), (38, RouteGarbage.Make), (9, PrincipalGarbage.Make), (7, HookGarbage.Make), (9, ImportGarbage.Make), (4, UploadGarbage.Make), (5, FrameGarbage.Make),
    ];

    internal static Mutant Make(ulong seed, int number, Corpus corpus)
    {
        var dice = new Dice(seed, number);
        var at = dice.Below(All.Sum(one => one.Share));
        foreach (var (share, make) in All)
        {
            if (at < share) return make(number, dice, corpus);
            at -= share;
        }

        throw new InvalidOperationException("No family.");
    }
}

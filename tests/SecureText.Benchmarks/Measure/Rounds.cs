namespace SecureText.Benchmarks.Measure;

/// <summary>
/// Several things measured in turn (A B A B ...), so that what else the machine does disturbs all of them alike.
/// </summary>
internal sealed class Rounds
{
    private readonly List<double[]> taken = [];

    private Rounds()
    {
    }

    public int Count => taken.Count;

    public static async Task<Rounds> TakeAsync(int count, params Func<Task<double>>[] measures)
    {
        var rounds = new Rounds();
        for (var round = 0; round < count; round++)
        {
            var values = new double[measures.Length];
            for (var i = 0; i < measures.Length; i++) values[i] = await measures[i]();
            rounds.taken.Add(values);
        }

        return rounds;
    }

    /// <summary>Of the measure at this place in the list.</summary>
    public double Median(int measure) => Median(taken.Select(round => round[measure]));

    /// <summary>
    /// The median of each round's own ratio: a round that the machine disturbed as a whole still says the same of both.
    /// </summary>
    public double MedianRatio(int value, int floor) => Median(taken.Select(round => round[value] / round[floor]));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

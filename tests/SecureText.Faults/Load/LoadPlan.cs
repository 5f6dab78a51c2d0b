namespace SecureText.Faults.Load;

/// <summary>How busy the day is.</summary>
internal sealed record LoadPlan(ulong Seed)
{
    /// <summary>Patients who text, and staff who answer them.</summary>
    public int Talkers { get; init; } = 6;

    /// <summary>Patients who text a little, are answered, and say STOP.</summary>
    public int Leavers { get; init; } = 3;

    /// <summary>Patients who come through links.</summary>
    public int Visitors { get; init; } = 2;

    /// <summary>Patients who get the news.</summary>
    public int Recipients { get; init; } = 120;

    /// <summary>Shortest and longest time of the machine's, in milliseconds, between two deeds of one.</summary>
    public (int From, int To) Pause { get; init; } = (50, 400);

    /// <summary>For a run of less than a minute.</summary>
    internal static LoadPlan Short(ulong seed) => new(seed) { Talkers = 4, Leavers = 2, Visitors = 1, Recipients = 30 };
}

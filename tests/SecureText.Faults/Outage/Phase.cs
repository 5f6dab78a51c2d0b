using SecureText.Faults.Proxy;

namespace SecureText.Faults.Outage;

/// <summary>One service is away in one way, for a while.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="Service">Which.</param>
/// <param name="Fault">How.</param>
/// <param name="Seconds">For how long; half of it, in a short run.</param>
internal sealed record Phase(string Name, Service Service, Fault Fault, int Seconds)
{
    /// <summary>Nothing that needs the service can be done.</summary>
    internal bool IsTotal => Fault is { Every: 1, Kind: FaultKind.Refuse or FaultKind.Error or FaultKind.Unavailable };

    /// <summary>Played in a short run too.</summary>
    internal bool InShort { get; init; }

    internal static IReadOnlyList<Phase> All { get; } =
    [
        new("storage refuses", Service.Storage, new(FaultKind.Refuse), 10) { InShort = true },
        new("storage answers 503", Service.Storage, new(FaultKind.Unavailable), 8),
        new("storage answers 500", Service.Storage, new(FaultKind.Error), 8),
        new("storage takes 700 ms", Service.Storage, Slow(700), 12),
        new("storage takes 7 s", Service.Storage, Slow(7000), 30),
        new("a third of storage's answers is cut", Service.Storage, new(FaultKind.Cut, 3), 10) { InShort = true },
        new("a third of storage's answers is lost", Service.Storage, new(FaultKind.Lost, 3), 10),
        new("all of storage's answers are lost", Service.Storage, new(FaultKind.Lost), 8),
        new("half of storage's answers say 500 though it was done", Service.Storage, new(FaultKind.ErrorAfter, 2), 10),
        new("the journal answers 503", Service.Journal, new(FaultKind.Unavailable), 8) { InShort = true },
        new("the carrier refuses", Service.Carrier, new(FaultKind.Refuse), 8),
        new("the carrier answers 503", Service.Carrier, new(FaultKind.Unavailable), 8),
        new("the carrier answers 500", Service.Carrier, new(FaultKind.Error), 8),
        new("the carrier takes 6 s", Service.Carrier, Slow(6000), 20),
        new("half of the carrier's answers are cut", Service.Carrier, new(FaultKind.Cut, 2), 8),
        new("all of the carrier's answers are lost", Service.Carrier, new(FaultKind.Lost), 8) { InShort = true },
        new("half of the carrier's answers say 500 though it was done", Service.Carrier, new(FaultKind.ErrorAfter, 2), 8),
        new("the vault refuses", Service.Vault, new(FaultKind.Refuse), 8),
        new("the vault answers 503", Service.Vault, new(FaultKind.Unavailable), 8) { InShort = true },
        new("the vault answers 500", Service.Vault, new(FaultKind.Error), 8),
        new("the vault takes 7 s", Service.Vault, Slow(7000), 20),
        new("half of the vault's answers are cut", Service.Vault, new(FaultKind.Cut, 2), 8),
    ];

    private static Fault Slow(int milliseconds) => new(FaultKind.Slow) { Delay = TimeSpan.FromMilliseconds(milliseconds) };
}

/// <summary>What the functions stand on.</summary>
internal enum Service
{
    Storage,
    Journal,
    Carrier,
    Vault,
}

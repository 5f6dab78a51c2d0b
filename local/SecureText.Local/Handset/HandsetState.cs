using SecureText.EventGridDelivery;
using SecureText.Simulator;

namespace SecureText.Handset;

/// <summary>What the page shows beside the thread.</summary>
internal sealed record HandsetState(
    IReadOnlyList<SimulatedLine> Lines,
    IReadOnlyList<Bubble> Phones,
    HandsetSwitches Switches,
    IReadOnlyList<int> Failures,
    DeliveryCounts Counts,
    int Pending,
    IReadOnlyList<DeadLetterLine> DeadLetters)
{
    internal static HandsetState Of(PhoneNetwork network, EventGridSimulator grid) => new(
        network.Lines, network.Newest(), HandsetSwitches.Of(network, grid), DeliveryOutcome.Failures, grid.Log.Counts,
        grid.Pending + network.PendingReports,
        [.. grid.Log.DeadLetters.Select(one => new DeadLetterLine(
            one.Event.Id, one.Subscription, one.Reason, one.Attempts, one.LastOutcome, one.At))]);
}

/// <summary>An event that was given up, without its content.</summary>
internal sealed record DeadLetterLine(
    string Id, string Subscription, string Reason, int Attempts, string LastOutcome, DateTimeOffset At);

/// <summary>A patient's text as the page sends it; without a line it goes to the clinic's first.</summary>
internal sealed record NewText(string? Text, string? Line);

/// <summary>All switches at once: the page always sends the whole set.</summary>
internal sealed record HandsetSwitches(
    bool Duplicates, bool Shuffling, EventSchema Schema, DataCasing Casing, int FailWith, bool SlowReports,
    ServiceFault Fault)
{
    internal static HandsetSwitches Of(PhoneNetwork network, EventGridSimulator grid) => new(
        grid.Switches.Duplicates, grid.Switches.Shuffling, grid.Switches.Form.Schema, grid.Switches.Form.Casing,
        network.Switches.FailWith, network.Switches.SlowReports, network.Switches.Fault);

    internal bool IsValid() =>
        Enum.IsDefined(Schema) && Enum.IsDefined(Casing) && Enum.IsDefined(Fault)
        && (FailWith == 0 || DeliveryOutcome.Failures.Contains(FailWith));

    internal void Apply(PhoneNetwork network, EventGridSimulator grid)
    {
        grid.Switches.Duplicates = Duplicates;
        grid.Switches.Shuffling = Shuffling;
        grid.Switches.Form = new EventForm(Schema, Casing);
        network.Switches.FailWith = FailWith;
        network.Switches.SlowReports = SlowReports;
        network.Switches.Fault = Fault;
    }
}

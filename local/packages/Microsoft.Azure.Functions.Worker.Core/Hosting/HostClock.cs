using SecureText.Clock;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// The clock of the host and its task hub. Whoever plays weeks in minutes names the file of a <see cref="LocalClock"/> in
/// <see cref="Variable"/>; the application is then given the same clock, as if the machine's own had been set.
/// </summary>
internal sealed class HostClock
{
    internal const string Variable = "LOCAL_HOST_CLOCK";

    public TimeProvider Time { get; init; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? LocalClock.Open(path) : TimeProvider.System;
}

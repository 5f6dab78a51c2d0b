namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The host's clock. Not the application's TimeProvider: the host is another process in Azure.</summary>
internal sealed class HostClock
{
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

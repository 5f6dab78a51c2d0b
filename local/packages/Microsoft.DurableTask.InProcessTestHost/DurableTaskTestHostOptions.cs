using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Testing;

public class DurableTaskTestHostOptions
{
    /// <summary>Taken for compatibility: this host needs no port, since it speaks to itself without a network.</summary>
    public int? Port { get; set; }

    /// <summary>Without one, nothing is logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Adds the services that orchestrators and activities are made with.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }
}

public class InMemoryDurableTaskOptions
{
    /// <inheritdoc cref="DurableTaskTestHostOptions.Port"/>
    public int? Port { get; set; }
}

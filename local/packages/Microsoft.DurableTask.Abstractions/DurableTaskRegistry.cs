using Microsoft.DurableTask.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities that a worker can run, by name. A name may be registered once.</summary>
public sealed partial class DurableTaskRegistry
{
    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskOrchestrator>> Orchestrators { get; } = [];

    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskActivity>> Activities { get; } = [];

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() =>
        Orchestrators.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() =>
        Activities.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    private DurableTaskRegistry Add<T>(
        Dictionary<TaskKey, Func<IServiceProvider, T>> entries,
        TaskName name,
        TaskVersion version,
        Func<IServiceProvider, T> factory,
        string kind)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (string.IsNullOrEmpty(name.Name))
            throw new ArgumentException("A task needs a name.", nameof(name));
        if (!entries.TryAdd(new TaskKey(name, version), factory))
            throw new ArgumentException($"A {kind} named '{name}' is already added.", nameof(name));
        return this;
    }

    private static Func<IServiceProvider, T> Made<T>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsAbstract || !typeof(T).IsAssignableFrom(type))
            throw new ArgumentException($"{type} must be a concrete class that implements {typeof(T).Name}.", nameof(type));
        return services => (T)ActivatorUtilities.GetServiceOrCreateInstance(services, type);
    }

    private static TaskKey KeyOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var attribute = (DurableTaskAttribute?)Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute));
        var name = string.IsNullOrEmpty(attribute?.Name.Name) ? new TaskName(type.Name) : attribute.Name;
        return new TaskKey(name, attribute?.Version);
    }
}

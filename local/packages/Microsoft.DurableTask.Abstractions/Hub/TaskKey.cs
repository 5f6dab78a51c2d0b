namespace Microsoft.DurableTask.Hub;

internal readonly record struct TaskKey(TaskName Name, TaskVersion Version)
{
    /// <summary>The exact version, or the unversioned task of that name if the name has no versions at all.</summary>
    internal static bool TryFind<T>(Dictionary<TaskKey, T> entries, string name, string? version, out T? found)
        where T : class
    {
        if (entries.TryGetValue(new TaskKey(name, version), out found))
            return true;
        return !entries.Keys.Any(key => key.Name == name && key.Version != TaskVersion.Unversioned)
            && entries.TryGetValue(new TaskKey(name, TaskVersion.Unversioned), out found);
    }
}

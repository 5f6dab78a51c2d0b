namespace Microsoft.DurableTask;

/// <summary>Names the orchestrator or activity that a class implements; without it the class's own name is used.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class DurableTaskAttribute : Attribute
{
    public DurableTaskAttribute(string? name = null) => Name = string.IsNullOrEmpty(name) ? default : new TaskName(name);

    public TaskName Name { get; }

    public string? Version { get; set; }
}

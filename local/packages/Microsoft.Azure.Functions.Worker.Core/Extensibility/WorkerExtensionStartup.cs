namespace Microsoft.Azure.Functions.Worker.Core;

public abstract class WorkerExtensionStartup
{
    protected WorkerExtensionStartup()
    {
    }

    public abstract void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder);
}

[AttributeUsage(AttributeTargets.Assembly)]
public class WorkerExtensionStartupAttribute : Attribute
{
    public WorkerExtensionStartupAttribute(Type startupType)
    {
        ArgumentNullException.ThrowIfNull(startupType);
        StartupType = typeof(WorkerExtensionStartup).IsAssignableFrom(startupType)
            ? startupType
            : throw new ArgumentException($"{startupType} is not a {nameof(WorkerExtensionStartup)}.", nameof(startupType));
    }

    public Type StartupType { get; }
}

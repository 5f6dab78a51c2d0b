using System.Reflection;
using Microsoft.Azure.Functions.Worker.Core;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Runs the start-up code of the extensions that an assembly refers to; the package generates that.</summary>
internal static class ExtensionStartups
{
    private const string Prefix = "Microsoft.Azure.Functions.Worker.Extensions.";

    public static void Run(Assembly application, IFunctionsWorkerApplicationBuilder builder)
    {
        var references = application.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(name => name.Name, StringComparer.Ordinal);
        foreach (var reference in references)
        {
            if (Assembly.Load(reference).GetCustomAttribute<WorkerExtensionStartupAttribute>() is not { } attribute)
                continue;
            var startup = (WorkerExtensionStartup)Activator.CreateInstance(attribute.StartupType, nonPublic: true)!;
            startup.Configure(builder);
        }
    }
}

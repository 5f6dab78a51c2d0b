using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Where functions are looked for. The default is the application's assembly; tests name their types.</summary>
internal abstract class FunctionSource
{
    public abstract IEnumerable<Type> Types();

    public static FunctionSource Of(params Type[] types) => new NamedTypes(types);

    /// <summary>The entry assembly, or the one that <c>--applicationName</c> names when that is another one.</summary>
    public static Assembly ApplicationAssembly(IHostEnvironment environment)
    {
        var entry = Assembly.GetEntryAssembly();
        var name = environment.ApplicationName;
        return entry is not null && (string.IsNullOrEmpty(name) || entry.GetName().Name == name) ? entry : Assembly.Load(name);
    }

    private sealed class NamedTypes(Type[] types) : FunctionSource
    {
        public override IEnumerable<Type> Types() => types;
    }
}

internal sealed class ApplicationFunctionSource(IHostEnvironment environment) : FunctionSource
{
    public override IEnumerable<Type> Types() => ApplicationAssembly(environment).GetTypes();
}

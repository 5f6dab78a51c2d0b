using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.Azure.Functions.Worker.Hosting;

internal sealed class LocalFunctionDefinition(
    FunctionMethod function, IImmutableDictionary<string, BindingMetadata> inputBindings) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. function.Method.GetParameters().Select(p => new FunctionParameter(
            p.Name!, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null, Properties(p))),
    ];

    public override string PathToAssembly { get; } = function.DeclaringType.Assembly.Location;

    public override string EntryPoint { get; } = function.EntryPoint;

    /// <summary>The same for the same function in every run.</summary>
    public override string Id { get; } =
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{function.Name}|{function.EntryPoint}")).AsSpan(0, 8));

    public override string Name { get; } = function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = inputBindings;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty;

    private static ImmutableDictionary<string, object> Properties(ParameterInfo parameter)
        => parameter.GetCustomAttribute<Extensions.Abstractions.BindingAttribute>() is { } attribute
            ? ImmutableDictionary<string, object>.Empty.Add("bindingAttribute", attribute)
            : ImmutableDictionary<string, object>.Empty;
}

internal sealed class LocalBindingMetadata(string name, string type) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => BindingDirection.In;
}

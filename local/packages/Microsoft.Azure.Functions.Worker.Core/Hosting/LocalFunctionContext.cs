using System.Collections;
using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Hosting;

internal sealed class LocalFunctionContext(
    string invocationId,
    FunctionDefinition definition,
    Invocation invocation,
    IServiceProvider services,
    CancellationToken cancellation)
    : FunctionContext
{
    public override string InvocationId => invocationId;

    public override string FunctionId => definition.Id;

    public override TraceContext TraceContext { get; } =
        new LocalTraceContext(Activity.Current?.Id ?? "", Activity.Current?.TraceStateString ?? "");

    public override BindingContext BindingContext { get; } = new LocalBindingContext(invocation.BindingData);

    /// <summary>Null, as in the package, for a function without a retry attribute.</summary>
    public override RetryContext RetryContext => null!;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new LocalFeatures();

    public override CancellationToken CancellationToken => cancellation;
}

internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => data;
}

internal sealed class LocalTraceContext(string parent, string state) : TraceContext
{
    public override string TraceParent => parent;

    public override string TraceState => state;
}

internal sealed class LocalFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var value) ? (T)value : default;

    public void Set<T>(T? instance)
    {
        if (instance is null)
            _features.Remove(typeof(T));
        else
            _features[typeof(T)] = instance;
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class LocalInvocationResult : InvocationResult
{
    public override object? Value { get; set; }
}

internal sealed class TypedInvocationResult<T>(InvocationResult inner) : InvocationResult<T>
{
    public override T? Value { get => (T?)inner.Value; set => inner.Value = value; }
}

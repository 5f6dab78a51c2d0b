using Microsoft.Azure.Functions.Worker.Hosting;

namespace Microsoft.Azure.Functions.Worker;

public abstract class InvocationResult<T>
{
    protected InvocationResult()
    {
    }

    public abstract T? Value { get; set; }
}

public abstract class InvocationResult : InvocationResult<object>
{
    protected InvocationResult()
    {
    }
}

public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned, as middleware sees and may replace it after <c>next</c>.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<InvocationResult>()
            ?? throw new InvalidOperationException("This context does not come from an invocation.");
    }

    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var result = GetInvocationResult(context);
        return result.Value is T
            ? new TypedInvocationResult<T>(result)
            : throw new InvalidOperationException(
                $"The invocation result is not a {typeof(T)}. Use {nameof(GetInvocationResult)} without a type.");
    }
}

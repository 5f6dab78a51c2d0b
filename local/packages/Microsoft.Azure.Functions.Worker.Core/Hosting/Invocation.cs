using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>One firing of a trigger.</summary>
internal sealed record Invocation
{
    /// <summary>What the trigger kind's binders read: see <see cref="InvocationExtensions.TriggerValue"/>.</summary>
    public object? TriggerValue { get; init; }

    /// <summary>Logged when the function starts; never anything that a caller sent.</summary>
    public required string Reason { get; init; }

    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>W3C traceparent of the caller, if any.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Joined with the host's own: cancelled too when a stop runs out of time.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Runs when the context exists and before any middleware.</summary>
    public Action<FunctionContext>? Prepare { get; init; }
}

internal static class InvocationExtensions
{
    /// <summary>The invocation's trigger value, for a <see cref="ParameterBinder"/>.</summary>
    public static object? TriggerValue(this FunctionContext context)
        => context.Features.Get<Invocation>()?.TriggerValue;
}

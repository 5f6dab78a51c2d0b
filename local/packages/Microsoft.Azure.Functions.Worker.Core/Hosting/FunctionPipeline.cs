using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The middleware in the order in which it was added, and the function at its end.</summary>
internal sealed class FunctionPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private FunctionExecutionDelegate? _built;

    public void Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        if (_built is not null)
            throw new InvalidOperationException("The application has already been built.");
        _middleware.Add(middleware);
    }

    public FunctionExecutionDelegate Build()
        => _built ??= Enumerable.Reverse(_middleware)
            .Aggregate<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>, FunctionExecutionDelegate>(
                FunctionExecution.RunAsync, static (next, middleware) => middleware(next));
}

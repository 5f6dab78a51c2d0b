using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Hosting;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request's context; null for a function that HTTP did not trigger.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpResultMiddleware.HttpContextKey, out var value) ? value as HttpContext : null;
    }
}

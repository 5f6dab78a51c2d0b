using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Serves HTTP functions with ASP.NET Core's types. Middleware that is added before does not see HTTP.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(d => d.ServiceType == typeof(HttpResultMiddleware)))
            return builder;
        builder.UseMiddleware<HttpResultMiddleware>();
        WebHostServices.Add(builder.Services);
        builder.Services.AddSingleton<TriggerKind, HttpTriggerKind>();
        builder.Services.AddSingleton<IHttpFunctions, HttpFunctions>();
        return builder;
    }
}

using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostApplicationBuilder _inner;
    private readonly FunctionPipeline _pipeline = new();
    private bool _built;

    internal FunctionsApplicationBuilder(string[]? args)
    {
        _inner = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = args,
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
                ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
                ?? Environments.Development,
        });
        var settings = LocalSettings.Read(_inner.Environment);
        settings.AddTo(_inner.Configuration);

        Services.AddSingleton(_pipeline);
        Services.AddSingleton(HostJson.Read(_inner.Environment));
        Services.AddSingleton(new HostAddress(args, settings));
        Services.AddSingleton<HostShutdown>();
        var clock = new HostClock();
        Services.AddSingleton(clock);
        if (clock.Time != TimeProvider.System) Services.AddSingleton(clock.Time);
        Services.AddSingleton<FunctionSource, ApplicationFunctionSource>();
        Services.AddSingleton<FunctionCatalog>();
        Services.AddSingleton<FunctionInvoker>();
        Services.AddSingleton<IFunctionActivator, FunctionActivator>();
        ExtensionStartups.Run(FunctionSource.ApplicationAssembly(_inner.Environment), this);
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => _inner.Configuration;

    public IHostEnvironment Environment => _inner.Environment;

    public ILoggingBuilder Logging => _inner.Logging;

    public IMetricsBuilder Metrics => _inner.Metrics;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_inner).Properties;

    public IServiceCollection Services => _inner.Services;

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => _inner.ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _pipeline.Use(middleware);
        return this;
    }

    /// <exception cref="FunctionWorkerException">A function breaks a rule of the Functions host or its analyzers.</exception>
    public IHost Build()
    {
        if (_built)
            throw new InvalidOperationException("The application has already been built.");
        _built = true;

        // Last, so that requests come in only after everything else has started, and stop before anything else stops.
        Services.AddSingleton<HostServer>();
        Services.AddHostedService(services => services.GetRequiredService<HostServer>());
        var host = _inner.Build();
        try
        {
            _pipeline.Build();
            host.Services.GetRequiredService<FunctionCatalog>();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return host;
    }
}

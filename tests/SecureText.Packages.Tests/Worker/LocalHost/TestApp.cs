using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SecureText.Packages.Tests.Worker.LocalHost;

/// <summary>A function app in this process, with the functions of the named classes, on a free port.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private TestApp(IHost host, LogSink logs)
    {
        Host = host;
        Logs = logs;
        Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = host.Services.GetRequiredService<HostAddress>().Uri };
    }

    public IHost Host { get; }

    public HttpClient Client { get; }

    public LogSink Logs { get; }

    public static async Task<TestApp> StartAsync(Type[] functions, Action<FunctionsApplicationBuilder>? configure = null)
    {
        var logs = new LogSink();
        var host = Build(functions, builder =>
        {
            builder.Logging.AddProvider(logs);
            configure?.Invoke(builder);
        });
        await host.StartAsync();
        return new TestApp(host, logs);
    }

    public static IHost Build(Type[] functions, Action<FunctionsApplicationBuilder>? configure = null, bool web = true)
    {
        var builder = FunctionsApplication.CreateBuilder(
            ["--applicationName", typeof(TestApp).Assembly.GetName().Name!, "--port", "0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(FunctionSource.Of(functions));
        if (web)
            builder.ConfigureFunctionsWebApplication();
        configure?.Invoke(builder);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.StopAsync();
        Host.Dispose();
    }
}

internal sealed record LogLine(string Category, LogLevel Level, string Text, Exception? Exception);

internal sealed class LogSink : ILoggerProvider
{
    public ConcurrentQueue<LogLine> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => sink.Lines.Enqueue(new LogLine(category, logLevel, formatter(state, exception), exception));
    }
}

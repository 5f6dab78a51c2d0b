using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SecureText.Packages.Tests.Worker.LocalHost;

/// <summary>The seam that an extension such as Durable plugs into.</summary>
public sealed class ExtensionTests
{
    [Fact]
    public async Task Extension_invokes_its_functions_through_middleware_scope_and_input_bindings()
    {
        var seen = new List<string>();
        await using var app = await StartAsync(seen);
        var catalog = app.Host.Services.GetRequiredService<FunctionCatalog>();
        var function = Assert.Single(catalog.OfTrigger<WorkTriggerAttribute>());

        var returned = await app.Host.Services.GetRequiredService<FunctionInvoker>().InvokeAsync(
            catalog.Find("Work")!, new Invocation { TriggerValue = 20, Reason = "test" });

        Assert.Equal("Work", function.Name);
        Assert.Equal("workTrigger", function.Definition.InputBindings["value"].Type);
        Assert.Equal("lucky", function.Definition.InputBindings["number"].Type);
        Assert.Equal(27, returned);
        Assert.Equal(["Work"], seen);
    }

    [Fact]
    public async Task Extension_receives_what_the_function_threw()
    {
        await using var app = await StartAsync([]);
        var catalog = app.Host.Services.GetRequiredService<FunctionCatalog>();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Host.Services
            .GetRequiredService<FunctionInvoker>()
            .InvokeAsync(catalog.Find("Work")!, new Invocation { TriggerValue = -1, Reason = "test" }));

        Assert.Equal("negative", error.Message);
    }

    [Fact]
    public async Task Listener_starts_before_http_and_stops_after_it()
    {
        var listener = new Listener();
        await using (var app = await TestApp.StartAsync([typeof(HttpTests.Plain)], b => b.Services.AddSingleton<ITriggerListener>(listener)))
        {
            Assert.True(listener.Started);
            Assert.False(listener.Stopped);
        }

        Assert.True(listener.Stopped);
    }

    [Fact]
    public async Task Webhook_answers_under_its_name()
    {
        await using var app = await TestApp.StartAsync([], b => b.Services.AddSingleton<IWebhook, Hook>());

        Assert.Equal("hooked", await app.Client.GetStringAsync("/runtime/webhooks/TestHook/any/thing"));
    }

    private static Task<TestApp> StartAsync(List<string> seen)
        => TestApp.StartAsync([typeof(Worker)], builder =>
        {
            builder.Services.AddSingleton<TriggerKind, WorkTriggerKind>();
            builder.Services.AddSingleton<InputBindingKind, LuckyKind>();
            builder.Services.AddScoped<Adder>();
            builder.UseMiddleware((context, next) =>
            {
                seen.Add(context.FunctionDefinition.Name);
                return next();
            });
        });

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class WorkTriggerAttribute : TriggerBindingAttribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class LuckyAttribute : InputBindingAttribute;

    public sealed class Adder
    {
        public int Add(int a, int b)
        {
            _ = this;
            return a + b;
        }
    }

    public sealed class Worker(Adder adder)
    {
        [Function("Work")]
        public async Task<int> RunAsync([WorkTrigger] int value, [Lucky] int number, CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return value < 0 ? throw new InvalidOperationException("negative") : adder.Add(value, number);
        }
    }

    private sealed class WorkTriggerKind : TriggerKind
    {
        public override Type AttributeType => typeof(WorkTriggerAttribute);

        public override string BindingType => "workTrigger";

        public override ParameterBinder? Bind(FunctionMethod function, ParameterInfo parameter)
            => parameter == function.TriggerParameter ? static context => new(context.TriggerValue()) : null;
    }

    private sealed class LuckyKind : InputBindingKind
    {
        public override Type AttributeType => typeof(LuckyAttribute);

        public override string BindingType => "lucky";

        public override ParameterBinder? Bind(ParameterInfo parameter)
            => parameter.ParameterType == typeof(int) ? static _ => new(7) : null;
    }

    internal sealed class Listener : ITriggerListener
    {
        public bool Started { get; private set; }

        public bool Stopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Started = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopped = true;
            return Task.CompletedTask;
        }
    }

    private sealed class Hook : IWebhook
    {
        public string Name => "testhook";

        public Task HandleAsync(HttpContext context) => context.Response.WriteAsync("hooked");
    }
}

using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SecureText.Packages.Tests.Worker.LocalHost;

public sealed class MiddlewareTests
{
    private static readonly Type[] Functions = [typeof(Echo)];

    [Fact]
    public async Task Middleware_runs_in_the_order_in_which_it_was_added_around_the_function()
    {
        var order = new List<string>();
        await using var app = await TestApp.StartAsync(Functions, builder =>
        {
            builder.UseMiddleware(async (_, next) =>
            {
                order.Add("a in");
                await next();
                order.Add("a out");
            });
            builder.UseMiddleware<Second>();
            builder.Services.AddSingleton(order);
        });

        Assert.Equal("ok", await app.Client.GetStringAsync("/api/echo/1"));
        Assert.Equal(["a in", "b in", "function", "b out", "a out"], order);
    }

    [Fact]
    public async Task UseWhen_runs_where_its_predicate_holds()
    {
        var seen = new List<string>();
        await using var app = await TestApp.StartAsync([typeof(Echo), typeof(SettingsTests.Where)], builder =>
        {
            builder.Services.AddSingleton(new List<string>());
            builder.UseWhen(c => c.FunctionDefinition.Name == "Where", (c, next) =>
            {
                seen.Add(c.FunctionDefinition.Name);
                return next();
            });
        });

        await app.Client.GetStringAsync("/api/echo/1");
        await app.Client.GetStringAsync("/api/Where");

        Assert.Equal(["Where"], seen);
    }

    [Fact]
    public async Task Middleware_may_answer_instead_of_the_function()
    {
        var order = new List<string>();
        await using var app = await TestApp.StartAsync(Functions, builder =>
        {
            builder.Services.AddSingleton(order);
            builder.UseMiddleware((context, _) =>
            {
                context.GetInvocationResult().Value = Results.StatusCode(401);
                return Task.CompletedTask;
            });
        });

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync("/api/echo/1")).StatusCode);
        Assert.Empty(order);
    }

    [Fact]
    public async Task Middleware_may_replace_what_the_function_returned_and_catch_what_it_threw()
    {
        await using var app = await TestApp.StartAsync([typeof(HttpTests.Plain)], builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException e)
            {
                context.GetInvocationResult().Value = Results.Text(e.Message, statusCode: 503);
            }
        }));

        var response = await app.Client.PostAsync("/api/Throws", null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("broken on purpose", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_that_throws_answers_500_with_an_empty_body()
    {
        await using var app = await TestApp.StartAsync(
            [typeof(HttpTests.Plain)],
            builder => builder.UseMiddleware((_, _) => throw new InvalidOperationException("no")));

        var response = await app.Client.GetAsync("/api/Hello");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Context_describes_the_function_and_its_invocation()
    {
        FunctionContext? seen = null;
        string? path = null;
        await using var app = await TestApp.StartAsync(Functions, builder =>
        {
            builder.Services.AddSingleton(new List<string>());
            builder.UseMiddleware(async (context, next) =>
            {
                seen = context;
                path = context.GetHttpContext()?.Request.Path;
                await next();
            });
        });
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/echo/7?id=query&more=1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await app.Client.SendAsync(request);

        Assert.NotNull(seen);
        Assert.True(Guid.TryParse(seen.InvocationId, out _));
        Assert.Equal(seen.FunctionDefinition.Id, seen.FunctionId);
        Assert.Equal("Echo", seen.FunctionDefinition.Name);
        Assert.Equal($"{typeof(Echo).FullName}.{nameof(Echo.Run)}", seen.FunctionDefinition.EntryPoint);
        Assert.Equal(["request", "id", "context"], seen.FunctionDefinition.Parameters.Select(p => p.Name));
        var binding = Assert.Single(seen.FunctionDefinition.InputBindings);
        Assert.Equal(("request", "httpTrigger"), (binding.Key, binding.Value.Type));
        Assert.Equal("7", seen.BindingContext.BindingData["id"]);
        Assert.Equal("1", seen.BindingContext.BindingData["more"]);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", seen.TraceContext.TraceParent, StringComparison.Ordinal);
        Assert.Equal("/api/echo/7", path);
    }

    [Fact]
    public async Task Items_and_features_travel_from_middleware_to_the_function()
    {
        await using var app = await TestApp.StartAsync([typeof(ReadsItems)], builder => builder.UseMiddleware((context, next) =>
        {
            context.Items["who"] = "Sam";
            context.Features.Set(new Uri("urn:feature"));
            return next();
        }));

        Assert.Equal("Sam urn:feature", await app.Client.GetStringAsync("/api/ReadsItems"));
    }

    [Fact]
    public async Task Event_grid_invocations_have_no_http_context()
    {
        var had = new List<bool>();
        await using var app = await TestApp.StartAsync([typeof(Handlers)], builder =>
        {
            builder.Services.AddSingleton<Seen>();
            builder.UseMiddleware((context, next) =>
            {
                had.Add(context.GetHttpContext() is not null);
                return next();
            });
        });
        var request = new HttpRequestMessage(HttpMethod.Post, "/runtime/webhooks/eventgrid?functionName=OneText")
        {
            Content = new StringContent("{}"),
        };
        request.Headers.Add("aeg-event-type", "Notification");

        await app.Client.SendAsync(request);

        Assert.Equal([false], had);
    }

    [Fact]
    public async Task Middleware_added_before_the_web_application_does_not_see_http()
    {
        var had = new List<bool>();
        using var host = TestApp.Build([typeof(SettingsTests.Where)], web: false, configure: builder =>
        {
            builder.UseMiddleware((context, next) =>
            {
                had.Add(context.GetHttpContext() is not null);
                return next();
            });
            builder.ConfigureFunctionsWebApplication();
        });
        await host.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = host.Services.GetRequiredService<HostAddress>().Uri };

        await client.GetStringAsync("/api/Where");

        Assert.Equal([false], had);
        await host.StopAsync();
    }

    private sealed class Second(List<string> order) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            order.Add("b in");
            await next(context);
            order.Add("b out");
        }
    }

    public sealed class Echo(List<string> order)
    {
        [Function("Echo")]
        public IResult Run([HttpTrigger("get", Route = "echo/{id}")] HttpRequest request, string id, FunctionContext context)
        {
            order.Add("function");
            return Results.Text("ok");
        }
    }

    public static class ReadsItems
    {
        [Function("ReadsItems")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request, FunctionContext context)
            => Results.Text($"{context.Items["who"]} {context.Features.Get<Uri>()}");
    }
}

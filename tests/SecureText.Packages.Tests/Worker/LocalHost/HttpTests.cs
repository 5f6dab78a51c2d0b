using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecureText.Packages.Tests.Worker.LocalHost;

public sealed class HttpTests
{
    [Fact]
    public async Task Get_of_a_function_without_route_answers_under_its_name()
    {
        await using var app = await TestApp.StartAsync([typeof(Plain)]);

        var response = await app.Client.GetAsync("/api/Hello");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/Hello")]
    [InlineData("POST", "/api/Hello")]
    [InlineData("HEAD", "/api/Hello")]
    [InlineData("GET", "/api/by-int/notanumber")]
    [InlineData("GET", "/runtime/webhooks/unheardof")]
    public async Task Request_that_no_route_and_method_fits_is_not_found(string method, string path)
    {
        await using var app = await TestApp.StartAsync([typeof(Plain)]);

        var response = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/by-int/42", "42")]
    [InlineData("/api/by-guid/6f9619ff-8b86-d011-b42d-00c04fc964ff", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("/api/by-text/a%20b/maybe", "a b,maybe")]
    [InlineData("/api/by-text/a", "a,none")]
    public async Task Route_parameters_bind_by_name(string path, string expected)
    {
        await using var app = await TestApp.StartAsync([typeof(Plain)]);

        Assert.Equal(expected, await app.Client.GetStringAsync(path));
    }

    [Fact]
    public async Task Route_value_that_does_not_convert_fails_the_invocation()
    {
        await using var app = await TestApp.StartAsync([typeof(Plain)]);

        var response = await app.Client.GetAsync("/api/by-guid/not-a-guid");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task Overlapping_routes_go_to_the_first_function_by_name()
    {
        await using var app = await TestApp.StartAsync([typeof(Overlapping)]);

        // ASP.NET Core would choose the literal route; the host does not.
        Assert.Equal("Any", await app.Client.GetStringAsync("/api/items/recent"));
    }

    [Fact]
    public async Task Function_that_throws_answers_500_with_an_empty_body_and_logs_the_exception()
    {
        await using var app = await TestApp.StartAsync([typeof(Plain)]);

        var response = await app.Client.PostAsync("/api/Throws", null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        var line = Assert.Single(app.Logs.Lines, l => l.Level >= LogLevel.Error);
        Assert.Equal("Function.Throws", line.Category);
        Assert.Equal("broken on purpose", Assert.IsType<InvalidOperationException>(line.Exception).Message);
    }

    [Fact]
    public async Task Action_results_write_json_in_camel_case()
    {
        await using var app = await TestApp.StartAsync([typeof(Plain)]);

        var response = await app.Client.PostAsJsonAsync("/api/Echo", new { text = "hi" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"inner":{"text":"hi"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Function_class_gets_constructor_services_from_the_scope_of_its_invocation()
    {
        await using var app = await TestApp.StartAsync([typeof(WithServices)], b => b.Services.AddScoped<Scoped>());

        var first = await app.Client.GetStringAsync("/api/Scope");
        var second = await app.Client.GetStringAsync("/api/Scope");

        Assert.StartsWith("same:", first);
        Assert.StartsWith("same:", second);
        Assert.NotEqual(first, second);
    }

    public static class Plain
    {
        [Function("Hello")]
        public static IActionResult Hello([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request)
            => new ContentResult { Content = "hello", StatusCode = 200 };

        [Function("ByInt")]
        public static IResult ByInt([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "by-int/{id:int}")] HttpRequest request, int id)
            => Results.Text(id.ToString(System.Globalization.CultureInfo.InvariantCulture));

        [Function("ByGuid")]
        public static async Task<IResult> ByGuid(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "by-guid/{id}")] HttpRequest request,
            Guid id,
            CancellationToken cancellation)
        {
            await Task.Delay(0, cancellation);
            return Results.Text(id.ToString());
        }

        [Function("ByText")]
        public static Task<IActionResult> ByText(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "by-text/{first}/{second?}")] HttpRequest request,
            string first,
            string? second,
            FunctionContext context)
            => Task.FromResult<IActionResult>(new ContentResult { Content = $"{first},{second ?? "none"}" });

        [Function("Throws")]
        public static Task<IActionResult> Throws([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
            => throw new InvalidOperationException("broken on purpose");

        [Function("Echo")]
        public static async Task<IActionResult> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
            => new ObjectResult(new { Inner = await request.ReadFromJsonAsync<System.Text.Json.JsonElement>() }) { StatusCode = 201 };
    }

    public static class Overlapping
    {
        [Function("Any")]
        public static IResult Any([HttpTrigger("get", Route = "items/{id}")] HttpRequest request, string id) => Results.Text("Any");

        [Function("Recent")]
        public static IResult Recent([HttpTrigger("get", Route = "items/recent")] HttpRequest request) => Results.Text("Recent");
    }

    public sealed class Scoped
    {
        private static int _made;

        public int Id { get; } = Interlocked.Increment(ref _made);
    }

    public sealed class WithServices(Scoped scoped)
    {
        [Function("Scope")]
        public IResult Scope([HttpTrigger("get")] HttpRequest request, FunctionContext context)
        {
            var same = ReferenceEquals(scoped, context.InstanceServices.GetRequiredService<Scoped>())
                && ReferenceEquals(scoped, request.HttpContext.RequestServices.GetRequiredService<Scoped>());
            return Results.Text($"{(same ? "same" : "other")}:{scoped.Id}");
        }
    }
}

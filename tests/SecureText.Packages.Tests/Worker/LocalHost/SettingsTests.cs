using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Packages.Tests.Worker.LocalHost;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("worker").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Values_of_local_settings_are_settings_that_the_environment_overrides()
    {
        Write("local.settings.json", """
            {
              // as func allows
              "IsEncrypted": false,
              "Values": { "WorkerTest__Nested": "file", "WorkerTest__Both": "file" }
            }
            """);
        Environment.SetEnvironmentVariable("WorkerTest__Both", "environment");
        try
        {
            var builder = Builder();

            Assert.Equal("file", builder.Configuration["WorkerTest:Nested"]);
            Assert.Equal("environment", builder.Configuration["WorkerTest:Both"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("WorkerTest__Both", null);
        }
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true, "Values": {} }""", "encrypted")]
    [InlineData("""{ "Values": { "A": {} } }""", "Values:A must be a string")]
    [InlineData("{", "not valid JSON")]
    public void Local_settings_that_func_refuses_stop_the_start(string json, string expected)
    {
        Write("local.settings.json", json);

        Assert.Contains(expected, Assert.Throws<FunctionWorkerException>(() => Builder()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1" } } }""", "/v1/Where")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""", "/Where")]
    [InlineData("""{ "version": "2.0" }""", "/api/Where")]
    public async Task Host_json_gives_the_route_prefix(string json, string path)
    {
        Write("host.json", json);
        var builder = Builder("--port", "0");
        builder.Services.AddSingleton(FunctionSource.Of(typeof(Where)));
        builder.ConfigureFunctionsWebApplication();
        using var host = builder.Build();
        await host.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = host.Services.GetRequiredService<HostAddress>().Uri };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
        await host.StopAsync();
    }

    [Fact]
    public void Port_is_7071_unless_the_file_or_the_command_line_says_otherwise()
    {
        Assert.Equal(7071, Port());
        Write("local.settings.json", """{ "Host": { "LocalHttpPort": 7500 } }""");
        Assert.Equal(7500, Port());
        Assert.Equal(7600, Port("--port", "7600"));
        Assert.Equal(7600, Port("--port=7600"));
    }

    [Theory]
    [InlineData("seven")]
    [InlineData("65536")]
    [InlineData("-1")]
    public void Port_that_is_none_stops_the_start(string port)
        => Assert.Throws<FunctionWorkerException>(() => Port("--port", port));

    [Fact]
    public async Task Taken_port_stops_the_start_with_a_clear_message()
    {
        await using var first = await TestApp.StartAsync([typeof(Where)]);
        var port = first.Host.Services.GetRequiredService<HostAddress>().Port;
        var builder = Builder("--port", $"{port}");
        builder.Services.AddSingleton(FunctionSource.Of());
        var listener = new ExtensionTests.Listener();
        builder.Services.AddSingleton<ITriggerListener>(listener);
        using var second = builder.Build();

        var error = await Assert.ThrowsAsync<FunctionWorkerException>(() => second.StartAsync());

        Assert.True(listener.Stopped);
        Assert.Contains($"Port {port} is unavailable", error.Message, StringComparison.Ordinal);
    }

    private FunctionsApplicationBuilder Builder(params string[] args)
        => FunctionsApplication.CreateBuilder(
            ["--applicationName", typeof(TestApp).Assembly.GetName().Name!, "--contentRoot", _folder, .. args]);

    private int Port(params string[] args)
    {
        var builder = Builder(args);
        builder.Services.AddSingleton(FunctionSource.Of());
        using var host = builder.Build();
        return host.Services.GetRequiredService<HostAddress>().Port;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    public static class Where
    {
        [Function("Where")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
    }
}

using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SecureText.Packages.Tests.Worker.LocalHost;

/// <summary>A function app as its users start it: a program with <c>--port</c> and settings in its environment.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Started = "Host started at ";

    private Process? _process;

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
    }

    [Fact]
    public async Task Program_announces_its_functions_serves_and_ends_well_on_SIGTERM()
    {
        var output = await StartAsync();
        var address = new Uri(output[^1][Started.Length..]);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };

        Assert.Contains($"\tSetting: [GET] {address}api/Setting", output);
        Assert.Equal("from the environment", await client.GetStringAsync("/api/Setting"));
        var slow = client.GetStringAsync("/api/Slow");
        Assert.Equal("slow has begun", await ReadUntilAsync("slow has begun"));
        using (var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
            await kill.WaitForExitAsync();
        await _process.StandardInput.WriteLineAsync("go on");

        Assert.Equal("go on", await slow);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _process.ExitCode);
    }

    private async Task<List<string>> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProgram).Assembly.Location, typeof(Sample).FullName!, "--port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["Sample__Setting"] = "from the environment";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:1";
        _process = Process.Start(start)!;
        var output = new List<string>();
        do
            output.Add(await ReadAsync());
        while (!output[^1].StartsWith(Started, StringComparison.Ordinal));
        return output;
    }

    private async Task<string> ReadUntilAsync(string line)
    {
        string read;
        do
            read = await ReadAsync();
        while (read != line);
        return read;
    }

    private async Task<string> ReadAsync()
        => await _process!.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60))
            ?? throw new InvalidOperationException("The program ended early.");

    public static class Sample
    {
        public static async Task RunAsync(string[] args)
        {
            var builder = FunctionsApplication.CreateBuilder(args);
            builder.ConfigureFunctionsWebApplication();
            builder.Services.AddSingleton(FunctionSource.Of(typeof(Sample)));
            await builder.Build().RunAsync();
        }

        [Function("Setting")]
        public static IResult Setting([HttpTrigger("get")] HttpRequest request, FunctionContext context)
            => Results.Text(context.InstanceServices.GetRequiredService<IConfiguration>()["Sample:Setting"]);

        [Function("Slow")]
        public static async Task<IResult> SlowAsync([HttpTrigger("get")] HttpRequest request)
        {
            await Console.Out.WriteLineAsync("slow has begun");
            return Results.Text(await Console.In.ReadLineAsync());
        }
    }
}

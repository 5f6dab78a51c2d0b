using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SecureText.Benchmarks.Start;

/// <summary>A web server that does nothing: what the platform itself needs until it answers.</summary>
internal static class EmptyHost
{
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/api/health/ready", () => Results.Ok());
        await app.StartAsync();
        Console.WriteLine($"Host started at {app.Urls.Single()}");
        await ((IHost)app).WaitForShutdownAsync();
        return 0;
    }
}

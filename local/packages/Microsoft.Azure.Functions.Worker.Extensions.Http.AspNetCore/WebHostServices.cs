using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>What ASP.NET Core's web host registers and MVC's results ask for, without the web host itself.</summary>
internal static class WebHostServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton(new DiagnosticListener("Microsoft.AspNetCore"));
        services.TryAddSingleton<DiagnosticSource>(s => s.GetRequiredService<DiagnosticListener>());
        services.TryAddSingleton<IWebHostEnvironment, WebHostEnvironment>();
        services.AddMvcCore();
    }

    private sealed class WebHostEnvironment(IHostEnvironment host) : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

        public string EnvironmentName { get => host.EnvironmentName; set => host.EnvironmentName = value; }

        public string ApplicationName { get => host.ApplicationName; set => host.ApplicationName = value; }

        public string ContentRootPath { get => host.ContentRootPath; set => host.ContentRootPath = value; }

        public IFileProvider ContentRootFileProvider
        {
            get => host.ContentRootFileProvider;
            set => host.ContentRootFileProvider = value;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecureText.Storage;

namespace SecureText.Audit.Tree;

/// <summary>Puts the signed log together.</summary>
internal static class LogComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddLog(this IServiceCollection services, ICheckpointSigner signer)
    {
        services.AddSingleton(signer);
        services.AddSingleton(s => new LogStore(Container(s)));
        services.AddSingleton(s => new LogIntegrator(
            s.GetRequiredService<LogStore>(), s.GetRequiredService<ICheckpointSigner>(), s.GetRequiredService<IJournal>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<LogIntegrator>>()));
        services.AddSingleton<LogProofs>();
        services.AddSingleton(s => new LogVerdicts(s.GetRequiredService<StorageClients>().Settings, s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new ContainerLogFiles(Container(s)));
        services.AddSingleton<LogCheck>();
        services.AddSingleton<FailedRuns>();
        return services;
    }

    /// <summary>The log's name: its container's address without scheme, or on one machine always the same.</summary>
    public static string OriginOf(StorageOptions storage) =>
        storage.ConnectionString is { Length: > 0 } || storage.JournalServiceUri is not { } service
            ? $"localhost/{new JournalOptions().Container}"
            : $"{service.Host}/{new JournalOptions().Container}";

    private static Azure.Storage.Blobs.BlobContainerClient Container(IServiceProvider s) =>
        s.GetRequiredService<StorageClients>().JournalContainer;
}

using Microsoft.Extensions.DependencyInjection;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>Puts the archive together.</summary>
internal static class ArchiveComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddArchive(this IServiceCollection services)
    {
        services.AddSingleton(s => new ArchiveStore(
            s.GetRequiredService<StorageClients>().Conversations, s.GetRequiredService<SealedTexts>(), s.GetRequiredService<IndexKeys>()));
        services.AddSingleton<LastActivity>();
        services.AddSingleton<RecordKeeper>();
        services.AddSingleton(s => new ShredStore(
            s.GetRequiredService<StorageClients>().Conversations, s.GetRequiredService<IndexKeys>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ShredPlaces>();
        services.AddSingleton<Shredding>();
        services.AddSingleton<DueRecords>();
        services.AddSingleton<RecordReading>();
        services.AddSingleton<RecordZip>();
        services.AddSingleton<RecordExport>();
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using SecureText.Api.Access;
using SecureText.Storage;

namespace SecureText.Audit;

/// <summary>Puts the journal and what reads it together.</summary>
internal static class AuditComposition
{
    /// <summary>Adds the journal as the program writes it, around the one that stores.</summary>
    public static IServiceCollection AddJournal<TJournal>(
        this IServiceCollection services, Func<IServiceProvider, TJournal> stored) where TJournal : class, IJournal
    {
        // By itself, so that it ends with the process whether or not somebody asked for the other.
        services.AddSingleton(stored);
        return services.AddSingleton<IJournal>(s => new RequestJournal(
            new RefusalJournal(s.GetRequiredService<TJournal>(), s.GetRequiredService<TimeProvider>()),
            s.GetRequiredService<CurrentRequest>(), s.GetRequiredService<IndexKeys>()));
    }

    /// <summary>Adds what knows of the request that runs, and what looks entries up.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<CurrentRequest>();
        services.AddSingleton(s => new RequestAddress(s.GetRequiredService<PlatformDoor>(), Environment.GetEnvironmentVariable));
        services.AddSingleton(s => new JournalSearch(
            s.GetRequiredService<StorageClients>().JournalContainer,
            s.GetRequiredService<TimeProvider>()));
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using SecureText.Import;
using SecureText.Storage;
using SecureText.Webhooks;

namespace SecureText.Roster;

/// <summary>Puts the roster together.</summary>
internal static class RosterComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddRoster(this IServiceCollection services)
    {
        services.AddSingleton(s => new RosterStore(
            s.GetRequiredService<StorageClients>().Roster,
            s.BoxesFor("roster"),
            s.GetRequiredService<IndexKeys>()));
        services.AddSingleton<RosterPatients>();
        services.AddSingleton<OccasionChanges>();
        return services.AddImport().AddWebhooks();
    }
}

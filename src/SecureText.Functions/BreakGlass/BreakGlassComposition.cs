using Microsoft.Extensions.DependencyInjection;
using SecureText.Storage;

namespace SecureText.BreakGlass;

/// <summary>Puts emergency access together.</summary>
internal static class BreakGlassComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddBreakGlass(this IServiceCollection services)
    {
        services.AddSingleton(s => new EmergencyStore(
            s.GetRequiredService<StorageClients>().Staff, s.BoxesFor("emergencies"), s.GetRequiredService<IndexKeys>()));
        services.AddSingleton<EmergencyDoor>();
        services.AddSingleton<EmergencyAccess>();
        return services;
    }
}

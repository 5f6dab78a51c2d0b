using Microsoft.Extensions.DependencyInjection;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.BreakGlass;

/// <summary>Puts emergency access together.</summary>
internal static class BreakGlassComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddBreakGlass(this IServiceCollection services)
    {
        services.AddSingleton(s =>
        {
            var clients = s.GetRequiredService<StorageClients>();
            var boxes = new ScopeBoxes(
                clients.Keys, s.GetRequiredService<WritingKeys>(), s.GetRequiredService<DataKeyCache>(),
                s.GetRequiredService<IRandomSource>(), "emergencies");
            return new EmergencyStore(clients.Staff, boxes, s.GetRequiredService<IndexKeys>());
        });
        services.AddSingleton<EmergencyDoor>();
        services.AddSingleton<EmergencyAccess>();
        return services;
    }
}

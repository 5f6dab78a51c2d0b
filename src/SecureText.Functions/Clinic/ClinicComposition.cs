using Microsoft.Extensions.DependencyInjection;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Clinic;

/// <summary>Puts the clinic's settings together.</summary>
internal static class ClinicComposition
{
    /// <summary>Adds the settings that the owner changes while the program runs.</summary>
    public static IServiceCollection AddClinic(this IServiceCollection services) => services
        .AddSingleton(s => new ClinicSettingsStore(
            s.GetRequiredService<StorageClients>().Settings,
            s.GetRequiredService<StorageClients>().LongTexts,
            s.GetRequiredService<IndexKeys>(),
            s.GetRequiredService<WritingKeys>(),
            s.GetRequiredService<DataKeyCache>(),
            s.GetRequiredService<IRandomSource>()))
        .AddSingleton<ClinicSettingsSource>()
        .AddSingleton<SettingsChanges>();
}

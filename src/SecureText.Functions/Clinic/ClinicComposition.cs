using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Clinic;

/// <summary>Puts the clinic's settings together.</summary>
internal static class ClinicComposition
{
    /// <summary>Adds the settings that the owner changes while the program runs.</summary>
    public static IServiceCollection AddClinic(this IServiceCollection services) =>
        services.AddSingleton<ClinicSettingsSource>();
}

using Microsoft.Extensions.DependencyInjection;
using SecureText.Storage;

namespace SecureText.Staff;

/// <summary>Puts the staff together.</summary>
internal static class StaffComposition
{
    /// <summary>Adds who is on the staff and their sign-ins.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddSingleton(s => new StaffStore(
            s.GetRequiredService<StorageClients>().Staff, s.BoxesFor("staff"), s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new SignInStore(
            s.GetRequiredService<StorageClients>().Staff, s.GetRequiredService<IndexKeys>()));
        services.AddSingleton<StaffNames>();
        services.AddSingleton<StaffSignIns>();
        services.AddSingleton<StaffAdmin>();
        services.AddSingleton<Attestations>();
        return services;
    }
}

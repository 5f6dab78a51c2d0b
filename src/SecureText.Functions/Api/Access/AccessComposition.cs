using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SecureText.Api.Access;

/// <summary>What the middleware asks.</summary>
internal static class AccessComposition
{
    /// <summary>Adds the doors. The portal adds its own <see cref="IPatientDoor"/>, before or after.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(new PlatformDoor(Environment.GetEnvironmentVariable));
        services.AddSingleton<StaffDoor>();
        services.TryAddSingleton<IPatientDoor, ClosedPatientDoor>();
        return services;
    }
}

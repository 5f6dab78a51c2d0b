using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Api.Access;

/// <summary>What the middleware asks.</summary>
internal static class AccessComposition
{
    /// <summary>Adds the doors; that of patients comes with the portal.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(new PlatformDoor(Environment.GetEnvironmentVariable));
        services.AddSingleton<StaffDoor>();
        return services;
    }
}

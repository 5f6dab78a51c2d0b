using Microsoft.Extensions.DependencyInjection;
using SecureText.Portal;

namespace SecureText.Api.Limits;

/// <summary>Puts the limits together.</summary>
internal static class LimitsComposition
{
    /// <summary>Names the count of requests that were too many.</summary>
    public const string Refused = "limits.refused";

    /// <summary>Adds them.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddKeyedSingleton(Refused, (s, _) => new StrangerCount(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StrangerLimits>();
        return services;
    }
}

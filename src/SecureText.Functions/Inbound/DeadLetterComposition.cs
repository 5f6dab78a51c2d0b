using Microsoft.Extensions.DependencyInjection;
using SecureText.Storage;

namespace SecureText.Inbound;

/// <summary>Puts together what takes late events in.</summary>
internal static class DeadLetterComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services)
    {
        services.AddSingleton(s => new DeadLetterContainer(s.GetRequiredService<StorageClients>().DeadLetters));
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<QuarantineRetry>();
        return services;
    }
}

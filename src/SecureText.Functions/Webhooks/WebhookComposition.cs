using Microsoft.Extensions.DependencyInjection;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Webhooks;

/// <summary>Puts the webhooks together.</summary>
internal static class WebhookComposition
{
    /// <summary>Names the count of calls that nobody has signed.</summary>
    public const string Unsigned = "webhooks.unsigned";

    /// <summary>Adds them.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton(s => new WebhookStore(
            s.GetRequiredService<StorageClients>().Roster,
            s.BoxesFor("webhooks"),
            s.GetRequiredService<IndexKeys>(), s.GetRequiredService<IRandomSource>()));
        services.AddSingleton<WebhookEvents>();
        services.AddKeyedSingleton(Unsigned, (s, _) => new StrangerCount(s.GetRequiredService<TimeProvider>()));
        return services;
    }
}

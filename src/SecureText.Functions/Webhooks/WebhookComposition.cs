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
            new ScopeBoxes(
                s.GetRequiredService<StorageClients>().Keys, s.GetRequiredService<WritingKeys>(),
                s.GetRequiredService<DataKeyCache>(), s.GetRequiredService<IRandomSource>(), "webhooks"),
            s.GetRequiredService<IndexKeys>(), s.GetRequiredService<IRandomSource>()));
        services.AddSingleton<WebhookEvents>();
        services.AddKeyedSingleton(Unsigned, (s, _) => new StrangerCount(s.GetRequiredService<TimeProvider>()));
        return services;
    }
}

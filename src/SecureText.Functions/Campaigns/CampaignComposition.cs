using Microsoft.Extensions.DependencyInjection;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>Puts the campaigns together.</summary>
internal static class CampaignComposition
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton(s => new CampaignStore(
            s.GetRequiredService<StorageClients>().Campaigns, Boxes(s), s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new CampaignMembers(s.GetRequiredService<StorageClients>().Campaigns, Boxes(s)));
        services.AddSingleton<CampaignStates>();
        services.AddSingleton<CampaignTexts>();
        services.AddSingleton<JourneyBell>();
        services.AddSingleton<LinkDrafts>();
        services.AddSingleton<JourneyWords>();
        services.AddSingleton<JourneyReading>();
        services.AddSingleton<JourneyCommit>();
        services.AddSingleton<JourneyRunner>();
        services.AddSingleton<StepGuard>();
        services.AddSingleton<Enrolment>();
        services.AddSingleton<CampaignBell>();
        services.AddSingleton<CampaignDesk>();
        return services;

        static ScopeBoxes Boxes(IServiceProvider s) => new(
            s.GetRequiredService<StorageClients>().Keys, s.GetRequiredService<WritingKeys>(),
            s.GetRequiredService<DataKeyCache>(), s.GetRequiredService<IRandomSource>(), "campaigns");
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Api.Campaigns;

/// <summary>What the staff's pages of campaigns need.</summary>
internal static class CampaignApi
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddCampaignApi(this IServiceCollection services) => services
        .AddSingleton<CampaignCounts>()
        .AddSingleton<CampaignPeople>()
        .AddSingleton<CampaignPreviews>();
}

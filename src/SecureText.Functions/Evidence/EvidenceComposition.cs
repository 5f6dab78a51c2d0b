using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Evidence;

/// <summary>Puts the evidence report together.</summary>
internal static class EvidenceComposition
{
    /// <summary>Adds all that the report asks.</summary>
    public static IServiceCollection AddEvidence(this IServiceCollection services)
    {
        services.AddSingleton<Looks>();
        services.AddSingleton<DeploymentLook>();
        services.AddSingleton<StorageLooks>();
        services.AddSingleton<PeopleLook>();
        services.AddSingleton<PartnerLook>();
        services.AddSingleton<RowLook>();
        services.AddSingleton<TreeLook>();
        services.AddSingleton<EvidenceDesk>();
        return services;
    }
}

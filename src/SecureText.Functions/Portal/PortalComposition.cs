using Microsoft.Extensions.DependencyInjection;
using SecureText.Api.Portal;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Portal;

/// <summary>Puts the portal together.</summary>
internal static class PortalComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddSingleton(s => new PortalStore(
            s.GetRequiredService<StorageClients>().Portal, s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new AttachmentBlobs(
            s.GetRequiredService<StorageClients>().Attachments,
            s.GetRequiredService<ConversationStore>(),
            s.GetRequiredService<SealedTexts>(),
            s.GetRequiredService<IRandomSource>()));
        services.AddSingleton<PortalCodes>();
        services.AddSingleton<SecureLinks>();
        services.AddSingleton<PatientThread>();
        services.AddSingleton<PatientWrites>();
        services.AddSingleton<PatientFiles>();
        services.AddSingleton<StoredFiles>();
        services.AddSingleton<StrangerCount>();
        services.AddSingleton<LinkProof>();
        services.AddSingleton<PatientDoor>();
        return services;
    }
}

using SecureText.Clinic;
using SecureText.Portal;
using SecureText.Storage;

namespace SecureText.Evidence;

/// <summary>Settings, webhooks, files that were sent in, and the links of patients.</summary>
public sealed class PartnerLook(
    ClinicSettingsSource settings, ClinicProfile clinic, WebhookStore webhooks, ImportStore imports, PortalStore portal)
{
    private const int MostLinks = 1000;

    /// <summary>What the owner decides, as it is stored this moment.</summary>
    public async Task<SettingsFacts> SettingsAsync(CancellationToken cancellationToken)
    {
        var (current, isDamaged) = await settings.ReadAsync(cancellationToken);
        return new SettingsFacts(current, isDamaged, clinic.State is not null);
    }

    /// <summary>What others send in.</summary>
    public async Task<PartnerFacts> PartnersAsync(CancellationToken cancellationToken)
    {
        var secrets = await webhooks.ReadAsync(cancellationToken);
        return new PartnerFacts([.. secrets.Select(secret => secret.CreatedAt)], (await imports.ReadAsync(cancellationToken)).Count);
    }

    /// <summary>The patients' door.</summary>
    public async Task<PortalFacts> PortalAsync(CancellationToken cancellationToken)
    {
        var tries = await portal.ReadTriesAsync(MostLinks, cancellationToken);
        return new PortalFacts(
            tries.Count,
            tries.Count(count => count >= PortalLink.MostTries),
            tries.Count(count => count > PortalLink.MostTries),
            PortalLink.MostTries,
            LinkTransitions.Idle);
    }
}

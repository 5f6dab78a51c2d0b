using SecureText.Api.Access;
using SecureText.Carriers;
using SecureText.Keys;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Evidence;

/// <summary>Where the program runs, by which addresses and with which key: its own settings as they took effect.</summary>
public sealed class DeploymentLook(
    StorageClients storage, IndexKeys indexKeys, IKeyWrapper wrapper, PortalOptions portal, StaffOptions staff, PlatformDoor door,
    AcsOptions? carrier = null)
{
    private const int DataKeyBytes = 32;

    /// <summary>The settings as they took effect.</summary>
    public DeploymentFacts Deployment()
    {
        var acs = carrier ?? throw new InvalidOperationException("No carrier is set up.");
        Uri?[] addresses = [portal.BaseUrl, .. storage.Addresses, acs.Address, VaultOf(wrapper)];
        return new DeploymentFacts(
            AzureSurroundings.AreHere(Environment.GetEnvironmentVariable),
            storage.HoldsKey,
            !string.IsNullOrEmpty(acs.ConnectionString),
            [.. addresses.OfType<Uri>()],
            door.Fault,
            staff.TenantId);
    }

    /// <summary>Unwraps the index key anew, and measures the key by wrapping zeros: what RSA wraps is as long as its modulus.</summary>
    public async Task<KeyFacts> KeyAsync(CancellationToken cancellationToken)
    {
        await indexKeys.ProbeAsync(cancellationToken);
        return new KeyFacts(VaultOf(wrapper)?.Host, wrapper.Wrap(new byte[DataKeyBytes]).Length * 8);
    }

    private static Uri? VaultOf(IKeyWrapper wrapper) =>
        wrapper is KeyVaultKeyWrapper && Uri.TryCreate(wrapper.CurrentKeyId, UriKind.Absolute, out var id)
            ? new Uri(id.GetLeftPart(UriPartial.Authority))
            : null;
}

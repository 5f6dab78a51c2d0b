using Microsoft.Extensions.Configuration;

namespace SecureText.Staff;

/// <summary>Whose accounts come in.</summary>
/// <param name="TenantId">The clinic's Entra tenant.</param>
/// <param name="FirstOwner">Becomes owner at sign-in while there is none.</param>
public sealed record StaffOptions(Guid TenantId, StaffEmail FirstOwner)
{
    /// <summary>Reads and checks the section <c>Staff</c>.</summary>
    /// <returns>Null when <paramref name="faults"/> has got another.</returns>
    public static StaffOptions? Read(IConfigurationSection section, List<string> faults)
    {
        var hasTenant = Guid.TryParseExact(section["TenantId"], "D", out var tenant) && tenant != Guid.Empty;
        if (!hasTenant)
            faults.Add("Staff:TenantId: set it to the id of the clinic's Entra tenant, as 11111111-1111-4111-8111-111111111111.");
        if (!StaffEmail.TryParse(section["FirstOwner"], out var owner))
            faults.Add("Staff:FirstOwner: set it to the e-mail address under which the first owner signs in.");
        return hasTenant && owner is not null ? new StaffOptions(tenant, owner) : null;
    }
}

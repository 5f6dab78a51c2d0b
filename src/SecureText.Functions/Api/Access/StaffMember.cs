using SecureText.Staff;

namespace SecureText.Api.Access;

/// <summary>Who of the staff is calling, as the staff table says at this moment.</summary>
/// <param name="Id">Own opaque id, the <see cref="StaffId"/> as text.</param>
/// <param name="Roles">What this person may do.</param>
public sealed record StaffMember(string Id, Role Roles)
{
    /// <summary>The name under which the journal and the rows know this person.</summary>
    public string Actor => StaffId.ActorOf(Id);
}

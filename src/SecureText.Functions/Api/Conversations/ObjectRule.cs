using SecureText.Api.Access;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>
/// Whose conversation it is: somebody who is only a member opens what is assigned to nobody or to himself; managers and owners
/// open all. The role lets somebody in at the door of the API, this lets him into one conversation.
/// </summary>
internal static class ObjectRule
{
    public static bool MayOpenAll(this StaffMember staff) => (staff.Roles & (Role.Manager | Role.Owner)) != Role.None;

    /// <summary>Of a head that a stranger has changed nobody knows whose it is, so a manager looks at it.</summary>
    public static bool MayOpen(this StaffMember staff, HeadRow row) =>
        staff.MayOpenAll() || (row.IsWhole && staff.MayOpen(row.Head.AssignedTo));

    public static bool MayOpen(this StaffMember staff, string? assignedTo) =>
        staff.MayOpenAll() || assignedTo is null || assignedTo == staff.Id;
}

using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.BreakGlass;

/// <summary>
/// The one place that asks for emergency access, and only when the ordinary rule refuses: so who needs none costs nothing.
/// A grant opens one conversation to the person who took it, and of the table of permissions only what is marked for it;
/// sign-in, role and everything else are asked as ever.
/// </summary>
public sealed class EmergencyDoor(EmergencyStore grants, CurrentRequest current, TimeProvider time)
{
    /// <summary>Whether somebody may open this conversation, by the ordinary rule or by a grant.</summary>
    public async ValueTask<bool> MayOpenAsync(
        StaffMember staff, ConversationId id, HeadRow row, CancellationToken cancellationToken) =>
        staff.MayOpen(row) || (StaffId.TryParse(staff.Id, out var person) && await OpensAsync(person, id, cancellationToken));

    /// <summary>
    /// Whether a live grant opens this conversation to the request that runs. Then each entry of the request carries the
    /// grant. Outside HTTP there is no request, so nothing opens.
    /// </summary>
    public async ValueTask<bool> OpensAsync(StaffId staff, ConversationId id, CancellationToken cancellationToken)
    {
        if (current.Marks is not { Rule.InEmergency: true } marks) return false;
        var now = time.GetUtcNow();
        var grant = marks.Emergency is { } found && found.Staff == staff && found.Conversation == id
            ? found
            : await grants.FindLiveAsync(staff, id, now, cancellationToken);
        if (grant is null || !grant.IsLive(now)) return false;
        marks.Emergency = grant;
        return true;
    }
}

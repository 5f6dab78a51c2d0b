using SecureText.Clinic;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Staff;

/// <summary>Somebody on the staff as the API shows it. What only the owner sees is null to others.</summary>
internal sealed record StaffItem(
    string Id,
    string DisplayName,
    string Role,
    bool Active,
    string? Email,
    DateTimeOffset? LastSeenAt,
    int? OpenSessions,
    bool? TrainingDue)
{
    public const string NameThatDoesNotOpen = "(name cannot be read)";
    private const string NoRole = "none";

    /// <summary>What colleagues see.</summary>
    public static async Task<StaffItem> OfAsync(StaffStore staff, StaffRow row, CancellationToken cancellationToken) => new(
        row.Person.Id.Value,
        await staff.NameOfAsync(row, cancellationToken) ?? NameThatDoesNotOpen,
        row.IsWhole ? row.Person.Role.Name() : NoRole,
        row.Person.Active,
        null, null, null, null);

    /// <summary>With what the owner sees.</summary>
    public async Task<StaffItem> ForOwnerAsync(
        StaffStore staff, StaffRow row, IEnumerable<SignInRow> signIns, IEnumerable<StaffPolicy> policies, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var own = signIns.Where(one => one.SignIn.Staff == row.Person.Id).ToList();
        return this with
        {
            Email = await staff.EmailOfAsync(row, cancellationToken),
            LastSeenAt = own.Select(one => (DateTimeOffset?)one.SignIn.LastSeenAt).Append(row.Person.SignedInAt).Max(),
            OpenSessions = own.Count(one => one.SignIn.IsLive(row.Person, now)),
            TrainingDue = TrainingRules.Due(row.Person, policies).Count > 0,
        };
    }
}

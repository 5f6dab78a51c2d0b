using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.BreakGlass;
using SecureText.Clinic;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Staff;

/// <summary><c>GET /api/me</c> and <c>POST /api/me/sign-out</c>: who is signed in.</summary>
public sealed class MyAccount(
    StaffStore staff,
    StaffAdmin admin,
    EmergencyStore emergencies,
    ClinicProfile clinic,
    ClinicSettingsSource settings,
    TimeProvider time)
{
    // Before the server's own limit, so that the page can say why it went.
    private const int IdleMinutes = 10;

    /// <summary>Who it is, at which clinic, and what waits to be attested.</summary>
    [Function("ReadMe")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var row = StaffDoor.RowOf(request);
        var current = await settings.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var own = await emergencies.ReadOwnAsync(row.Person.Id, now - EmergencyRules.Longest, cancellationToken);
        return ApiJson.Ok(new MeItem(
            row.Person.Id.Value,
            await staff.NameOfAsync(row, cancellationToken) ?? StaffItem.NameThatDoesNotOpen,
            [row.Person.Role.Name()],
            new ClinicItem(clinic.Name.Value, clinic.TimeZone.Id, clinic.Lines[0].Number.E164, current.OfficeNumber),
            IdleMinutes,
            [.. TrainingRules.Due(row.Person, current.Policies).Select(p => new DuePolicy(p.Id, p.Title, p.Version))],
            [.. own.Where(grant => grant.IsLive(now)).Select(LiveEmergency.Of)],
            row.Person.Role == Role.Owner ? await emergencies.CountUnreviewedAsync(cancellationToken) : null));
    }

    /// <summary>204; the sign-in is over, whatever the browser still has.</summary>
    [Function("SignOut")]
    public async Task<IResult> SignOutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/sign-out")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        await admin.SignOutAsync(StaffDoor.SignInOf(request), StaffRequests.ActorOf(request), cancellationToken);
        return Results.NoContent();
    }

    private sealed record MeItem(
        string Id, string DisplayName, IReadOnlyList<string> Roles, ClinicItem Clinic, int IdleMinutes,
        IReadOnlyList<DuePolicy> TrainingDue, IReadOnlyList<LiveEmergency> Emergency, int? EmergenciesToReview);

    private sealed record ClinicItem(string Name, string TimeZone, string Number, string? OfficeNumber);

    private sealed record DuePolicy(string Id, string Title, int Version);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Clinic;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Staff;

/// <summary><c>/api/staff</c>: who works here. All staff see names; the owner manages.</summary>
public sealed class ManageStaff(
    StaffStore staff, SignInStore signIns, StaffAdmin admin, ClinicSettingsSource settings, TimeProvider time)
{
    /// <summary><c>GET /api/staff</c>: everybody, by name, also who no longer comes in: old messages name them.</summary>
    [Function("ListStaff")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var rows = (await staff.ReadAllAsync(cancellationToken)).Rows;
        var items = AccessMiddleware.StaffOf(request).Roles == Role.Owner
            ? await ForOwnerAsync(rows, cancellationToken)
            : await ForColleaguesAsync(rows, cancellationToken);
        return ApiJson.Ok(new StaffAnswer([.. items.OrderBy(item => item.DisplayName, StringComparer.OrdinalIgnoreCase)]));
    }

    /// <summary><c>POST /api/staff</c> with <c>{email, displayName, role}</c>: 201; 409 when the address is taken.</summary>
    [Function("AddStaff")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<AddBody>(request, cancellationToken);
        if (body is null
            || !StaffEmail.TryParse(body.Email, out var email)
            || !PersonName.TryRead(body.DisplayName, out var name)
            || !RoleNames.TryParse(body.Role, out var role))
        {
            return Problems.BadRequest("Send {email, displayName, role} with an e-mail address, a name of 1 to 80 characters and owner, manager or member.");
        }

        var added = await admin.AddAsync(email, name, role, StaffRequests.ActorOf(request), cancellationToken);
        return await AnswerAsync(added, 201, cancellationToken);
    }

    /// <summary><c>POST /api/staff/{staff}</c> with <c>{displayName?, role?, active?}</c>; 409 for the only owner.</summary>
    [Function("ChangeStaff")]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/{staff}")] HttpRequest request,
        string staff,
        CancellationToken cancellationToken)
    {
        if (!StaffId.TryParse(staff, out var id)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<ChangeBody>(request, cancellationToken);
        var role = Role.None;
        string? name = null;
        if (body is null
            || body == new ChangeBody(null, null, null)
            || (body.DisplayName is not null && !PersonName.TryRead(body.DisplayName, out name))
            || (body.Role is not null && !RoleNames.TryParse(body.Role, out role)))
        {
            return Problems.BadRequest("Send one or more of {displayName, role, active}.");
        }

        var changed = await admin.ChangeAsync(
            id, name, role == Role.None ? null : role, body.Active, StaffRequests.ActorOf(request), cancellationToken);
        return await AnswerAsync(changed, 200, cancellationToken);
    }

    /// <summary><c>POST /api/staff/{staff}/end-sessions</c>: each of the person's windows is signed out at its next request.</summary>
    [Function("EndSessions")]
    public async Task<IResult> EndSessionsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/{staff}/end-sessions")] HttpRequest request,
        string staff,
        CancellationToken cancellationToken) =>
        StaffId.TryParse(staff, out var id)
        && await admin.EndSignInsAsync(id, StaffRequests.ActorOf(request), cancellationToken) is { } ended
            ? ApiJson.Ok(new EndedAnswer(ended))
            : Problems.NotFound;

    private async Task<IResult> AnswerAsync(StaffResult result, int status, CancellationToken cancellationToken) =>
        result is { Outcome: StaffOutcome.Done, Row: { } row }
            ? ApiJson.Ok((await ForOwnerAsync([row], cancellationToken))[0], status)
            : StaffRequests.Refusal(result.Outcome);

    private async Task<List<StaffItem>> ForColleaguesAsync(IReadOnlyList<StaffRow> rows, CancellationToken cancellationToken)
    {
        var items = new List<StaffItem>(rows.Count);
        foreach (var row in rows) items.Add(await StaffItem.OfAsync(staff, row, cancellationToken));
        return items;
    }

    private async Task<List<StaffItem>> ForOwnerAsync(IReadOnlyList<StaffRow> rows, CancellationToken cancellationToken)
    {
        var open = await signIns.ReadAsync(rows is [var only] ? only.Person.Id : null, cancellationToken);
        var policies = (await settings.CurrentAsync(cancellationToken)).Policies;
        var items = await ForColleaguesAsync(rows, cancellationToken);
        for (var i = 0; i < rows.Count; i++)
        {
            items[i] = await items[i].ForOwnerAsync(staff, rows[i], open, policies, time.GetUtcNow(), cancellationToken);
        }

        return items;
    }

    private sealed record StaffAnswer(IReadOnlyList<StaffItem> Items);

    private sealed record AddBody(string? Email, string? DisplayName, string? Role);

    private sealed record ChangeBody(string? DisplayName, string? Role, bool? Active);

    private sealed record EndedAnswer(int Ended);
}

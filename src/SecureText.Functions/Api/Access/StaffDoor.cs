using Microsoft.AspNetCore.Http;
using SecureText.Audit;
using SecureText.BreakGlass;
using SecureText.Clinic;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Access;

/// <summary>
/// Lets staff in: asks the sign-in's row and the person's row at each request, so that whoever is signed out, shut out or
/// given another role notices at once. Two point reads, and a write once a minute.
/// </summary>
public sealed class StaffDoor(
    SignInStore signIns,
    StaffStore staff,
    ClinicSettingsSource settings,
    EmergencyDoor emergencies,
    IJournal journal,
    TimeProvider time)
{
    internal const string BackgroundHeader = "X-SecureText-Background";
    internal static readonly object RowKey = new();
    internal static readonly object SignInKey = new();
    private readonly RecentSignIns recent = new();

    /// <summary>The refusal; null when the caller may go on. Then the request's items say who it is.</summary>
    public async Task<IResult?> RefusalAsync(Rule rule, string function, HttpContext http, CancellationToken cancellationToken)
    {
        if (PlatformPrincipal.Parse(http.Request.Headers[PlatformPrincipal.Header]) is not { } user) return Problems.NotSignedIn;

        // Journaled at the sign-in already, and these roles open nothing: whoever forges one shuts himself out.
        if (SignInRules.Among(user.Roles) is { } refused) return Problems.Of(refused);
        if (SignInSecret.Among(user.Roles) is not { } secret
            || await FindAsync(secret, user.UserId, cancellationToken) is not var (signIn, row))
        {
            return Problems.SignedOut;
        }

        var now = time.GetUtcNow();
        var person = row.Person;
        if (!row.IsWhole) return await RefuseAsync("damaged", Problems.NoRole);
        if (!signIn.SignIn.IsLive(person, now)) return Problems.SignedOut;

        // From here on he is no stranger, whatever he may do.
        http.Items[SignInKey] = signIn;
        if (!person.Active) return await RefuseAsync("no-role", Problems.NoRole);
        if (rule.Kind == RuleKind.Staff && (person.Role & rule.Roles) == Role.None)
            return await RefuseAsync("no-role", Problems.NoRole);
        if (rule.OpensPhi
            && TrainingRules.Due(person, (await settings.CurrentAsync(cancellationToken)).Policies).Count > 0
            && !await HasEmergencyAsync(rule, person.Id, http.Request, cancellationToken))
        {
            return await RefuseAsync("training-due", Problems.TrainingDue);
        }

        if (http.Request.Headers[BackgroundHeader] != "1" && signIn.SignIn.IsToBeSeen(now))
            await signIns.SeenAsync(signIn, now, cancellationToken);
        http.Items[AccessMiddleware.StaffKey] = new StaffMember(person.Id.Value, person.Role);
        http.Items[RowKey] = row;
        return null;

        async Task<IResult> RefuseAsync(string why, IResult problem)
        {
            var entry = new AuditEntry(
                now, person.Id.Actor, "access.refused", [], "refused", RequestId.Of(http.Request), $"{why}:{function}");
            await journal.AppendAsync(entry, cancellationToken);
            return problem;
        }
    }

    // Both rows are read at each request. Only where the person's stands is remembered, which never changes for a sign-in: so
    // neither read waits for the other. Who was shut out before the request began is seen in either row.
    private async Task<(SignInRow SignIn, StaffRow Person)?> FindAsync(
        SignInSecret secret, string userId, CancellationToken cancellationToken)
    {
        var expected = recent.TryFind(secret.Hash, out var whose) ? staff.FindAsync(whose, cancellationToken) : Task.FromResult<StaffRow?>(null);
        var asked = signIns.FindAsync(secret, userId, cancellationToken);
        await Task.WhenAll(asked, expected);
        if (await asked is not { } signIn) return null;
        var person = await expected is { } row && row.Person.Id == signIn.SignIn.Staff
            ? row
            : await staff.FindAsync(signIn.SignIn.Staff, cancellationToken);
        if (person is null) return null;
        recent.Remember(signIn.Hash, signIn.SignIn.Staff);
        return (signIn, person);
    }

    // Who has not attested may still be the only one there. What the grant opens is the conversation that the function will
    // act on: the same place of the request that the function reads it from.
    private async ValueTask<bool> HasEmergencyAsync(
        Rule rule, StaffId person, HttpRequest request, CancellationToken cancellationToken) =>
        rule.InEmergency
        && ConversationId.TryParse(
            request.RouteValues.TryGetValue("id", out var id) ? id as string : request.Query["conversation"].ToString(),
            out var conversation)
        && await emergencies.OpensAsync(person, conversation, cancellationToken);

    /// <summary>The caller's own row, as it was read at the door.</summary>
    internal static StaffRow RowOf(HttpRequest request) => (StaffRow)request.HttpContext.Items[RowKey]!;

    /// <summary>The caller's own sign-in.</summary>
    internal static SignInRow SignInOf(HttpRequest request) => (SignInRow)request.HttpContext.Items[SignInKey]!;
}

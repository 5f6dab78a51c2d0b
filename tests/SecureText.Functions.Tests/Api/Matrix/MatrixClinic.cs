using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Matrix;

/// <summary>Who comes, what he shows, and what the doors of staff and of patients answer him.</summary>
/// <param name="Show">Puts what he shows into a request.</param>
/// <param name="AtStaff">What a door for staff answers, by its rule.</param>
/// <param name="AtPatient">What a door for patients answers.</param>
internal sealed record Caller(Action<HttpRequest> Show, Func<Rule, string> AtStaff, string AtPatient);

/// <summary>One clinic with everybody in it who might come: valid, expired, forged. Nobody here changes anything.</summary>
public sealed class MatrixClinic : IAsyncLifetime
{
    private static readonly StaffActor Test = new("system", "test");
    private readonly Dictionary<string, Caller> callers = new(StringComparer.Ordinal);
    private int asked;

    public TestClinic Clinic { get; private set; } = null!;

    /// <summary>Those of staff's doors and patients' doors, by name; known before a clinic is there.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "member", "manager", "owner", "untrained member", "untrained owner", "member with forged roles beside",
        "nobody", "no Base64", "no JSON", "not UTF-8", "no object", "roles as text", "other provider", "not authenticated", "no id",
        "id with a bar", "too large", "foreign tenant", "no second factor", "unknown person", "no answer of ours",
        "forged role", "forged secret", "two secrets", "secret of somebody else", "signed out", "ended by the owner", "idle", "old",
        "shut out", "shut out and let in again", "changed sign-in row", "changed person row", "person row gone", "was owner, is member",
        "patient", "patient on another link's page", "patient on no page", "patient signed out", "patient idle",
        "patient of a revoked link", "patient whose link ended meanwhile", "forged session", "session of another link", "cut session", "patient taken off",
    ];

    internal IReadOnlyDictionary<string, Caller> Callers => callers;

    public async Task InitializeAsync()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        Clinic = await TestClinic.StartAsync(azurite);
        var old = await NewAsync("old");
        var read = HttpFunction.All.Single(f => f.Name == "ReadMe");
        for (var left = SignIn.Longest; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(10))
        {
            Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(Clinic, read, old.Header));
            Clinic.Time.Advance(TimeSpan.FromMinutes(10));
        }

        var idle = await NewAsync("idle");
        var patients = await PortalRun.StartAsync(Clinic);
        var stale = await ProvenAsync(await patients.AgainAsync());
        Clinic.Time.Advance(SignIn.LongestIdle);
        Shut("old", old.Header, "401 signed-out");
        Shut("idle", idle.Header, "401 signed-out");
        Patient("patient idle", stale, stale.Link.Value, "401 portal-closed");
        await AddStaffAsync();
        AddForged();
        await AddShutAsync();
        await AddPatientsAsync(patients);
        Assert.Equal(Names.Order(StringComparer.Ordinal), callers.Keys.Order(StringComparer.Ordinal));
    }

    public Task DisposeAsync() => Clinic.DisposeAsync().AsTask();

    /// <summary>What the door answers; each time from another address and a moment later, so that no limit does.</summary>
    internal Task<string> AskAsync(HttpFunction function, Caller caller)
    {
        Clinic.Time.Advance(TimeSpan.FromMilliseconds(20));
        var n = ++asked;
        return DoorCall.AskAsync(Clinic, function, null, request =>
        {
            request.HttpContext.Connection.RemoteIpAddress = new System.Net.IPAddress([198, 18, (byte)(n >> 8), (byte)n]);
            caller.Show(request);
        });
    }

    private async Task AddStaffAsync()
    {
        foreach (var (name, role) in new[] { ("member", Role.Member), ("manager", Role.Manager), ("owner", Role.Owner) })
            Staff(name, (await Clinic.SignInAsync(role)).Header, rule => Of(rule, role));
        foreach (var (name, role) in new[] { ("untrained member", Role.Member), ("untrained owner", Role.Owner) })
        {
            Staff(name, (await NewAsync(name, role, attested: false)).Header, rule =>
                Of(rule, role) is var no && no != DoorCall.Passed ? no : rule.OpensPhi ? "403 training-due" : DoorCall.Passed);
        }

        var roles = await Clinic.RolesAsync(PlatformSignIn.Member);
        Staff("member with forged roles beside", PlatformSignIn.Header(PlatformSignIn.Member, [.. roles, "owner", "manager"]), rule => Of(rule, Role.Member));

        var demoted = await NewAsync("demoted", Role.Owner);
        await Clinic.Get<StaffAdmin>().ChangeAsync(demoted.Id, null, Role.Member, null, Test, CancellationToken.None);
        Staff("was owner, is member", demoted.Header, rule => Of(rule, Role.Member));

        static string Of(Rule rule, Role role) =>
            rule.Kind == RuleKind.Staff && (rule.Roles & role) == Role.None ? "403 no-role" : DoorCall.Passed;
    }

    private void AddForged()
    {
        const string NotSignedIn = "401 not-signed-in";
        callers["nobody"] = new Caller(_ => { }, _ => NotSignedIn, "401 portal-closed");
        Shut("no Base64", "%%%", NotSignedIn);
        Shut("no JSON", Principal.Encode("hello"), NotSignedIn);
        Shut("not UTF-8", Convert.ToBase64String([0xff, 0xfe, 0x7b]), NotSignedIn);
        Shut("no object", Principal.Encode("[]"), NotSignedIn);
        Shut("roles as text", Principal.Encode("""{"identityProvider":"aad","userId":"u1","userRoles":"authenticated,owner"}"""), NotSignedIn);
        Shut("other provider", Principal.Of("github", "u1", "anonymous", "authenticated", "owner"), NotSignedIn);
        Shut("not authenticated", Principal.Of("aad", "u1", "anonymous", "owner"), NotSignedIn);
        Shut("no id", Principal.Of("aad", "", "anonymous", "authenticated", "owner"), NotSignedIn);
        Shut("id with a bar", Principal.Of("aad", "u1|u2", "anonymous", "authenticated", "owner"), NotSignedIn);
        Shut("too large", Principal.Of("aad", "u1", [.. Enumerable.Repeat("authenticated", 500), "owner"]), NotSignedIn);
    }

    private async Task AddShutAsync()
    {
        const string SignedOut = "401 signed-out";
        var admin = Clinic.Get<StaffAdmin>();
        var secret = SignInSecret.New(Clinic.Get<IRandomSource>()).RoleName;
        Shut("foreign tenant", await RefusedAsync(PlatformSignIn.User(PlatformSignIn.FirstOwner, tenant: Guid.Empty.ToString())), "403 wrong-tenant");
        Shut("no second factor", await RefusedAsync(PlatformSignIn.User(PlatformSignIn.FirstOwner, methods: ["pwd"])), "403 second-factor");
        Shut("unknown person", await RefusedAsync(PlatformSignIn.User(PlatformSignIn.Stranger)), "403 no-role");
        Shut("no answer of ours", PlatformSignIn.Header(PlatformSignIn.FirstOwner, []), SignedOut);
        Shut("forged role", PlatformSignIn.Header(PlatformSignIn.FirstOwner, ["owner"]), SignedOut);
        Shut("forged secret", PlatformSignIn.Header(PlatformSignIn.FirstOwner, ["owner", secret]), SignedOut);
        Shut("two secrets", PlatformSignIn.Header(PlatformSignIn.Member, [.. await Clinic.RolesAsync(PlatformSignIn.Member), secret]), SignedOut);
        Shut("secret of somebody else", PlatformSignIn.Header(PlatformSignIn.Member, await Clinic.RolesAsync(PlatformSignIn.FirstOwner)), SignedOut);

        var out1 = await NewAsync("signed out");
        var row = Assert.Single(await Clinic.Get<SignInStore>().ReadAsync(out1.Id, CancellationToken.None));
        await admin.SignOutAsync(row, Test, CancellationToken.None);
        Shut("signed out", out1.Header, SignedOut);

        var ended = await NewAsync("ended by the owner");
        Assert.Equal(1, await admin.EndSignInsAsync(ended.Id, Test, CancellationToken.None));
        Shut("ended by the owner", ended.Header, SignedOut);

        foreach (var name in new[] { "shut out", "shut out and let in again" })
        {
            var one = await NewAsync(name);
            await admin.ChangeAsync(one.Id, null, null, false, Test, CancellationToken.None);
            if (name != "shut out") await admin.ChangeAsync(one.Id, null, null, true, Test, CancellationToken.None);
            Shut(name, one.Header, SignedOut);
        }

        var owner = await Clinic.Get<StaffStore>().FindByEmailAsync(TestStaff.EmailOf(PlatformSignIn.FirstOwner), CancellationToken.None);
        var moved = await NewAsync("changed sign-in row");
        await ChangeRowAsync("sign-in", entity => entity.GetString("Staff") == moved.Id.Value, "Staff", owner!.Person.Id.Value);
        Shut("changed sign-in row", moved.Header, SignedOut);

        var raised = await NewAsync("changed person row");
        await ChangeRowAsync("staff", entity => entity.RowKey == $"M|{raised.Id}", "Role", "owner");
        Shut("changed person row", raised.Header, "403 no-role");

        var gone = await NewAsync("person row gone");
        await Clinic.Storage().Staff.DeleteEntityAsync("staff", $"M|{gone.Id}", ETag.All);
        Shut("person row gone", gone.Header, SignedOut);

        async Task<string> RefusedAsync(PlatformUser user) => PlatformSignIn.Header(
            PlatformSignIn.FirstOwner, await Clinic.Get<StaffSignIns>().SignInAsync(user, "test", CancellationToken.None));
    }

    private async Task AddPatientsAsync(PortalRun run)
    {
        const string Closed = "401 portal-closed";
        var session = await ProvenAsync(run);
        var other = await ProvenAsync(await run.AgainAsync());
        Patient("patient", session, session.Link.Value, DoorCall.Passed);
        Patient("patient on another link's page", session, other.Link.Value, Closed);
        Patient("patient on no page", session, null, Closed);
        Patient("forged session", SessionSecret.Create(run.Token.Id, Clinic.Get<IRandomSource>()), run.Token.Id.Value, Closed);

        // The link's id of one and the secret of the other, as whoever has one session might try.
        var (mine, his) = (System.Buffers.Text.Base64Url.DecodeFromChars(session.Value), System.Buffers.Text.Base64Url.DecodeFromChars(other.Value));
        var mixed = System.Buffers.Text.Base64Url.EncodeToString([.. his[..LinkId.Bytes], .. mine[LinkId.Bytes..]]);
        Patient("session of another link", mixed, other.Link.Value, Closed);
        Patient("cut session", session.Value[..^1], session.Link.Value, Closed);

        foreach (var (name, change, answer) in new (string, Func<PortalLink, PortalLink>, string)[]
        {
            ("patient signed out", link => link.SignedOut(), Closed),
            ("patient of a revoked link", link => link with { RevokedAt = Clinic.Time.GetUtcNow() }, Closed),

            // Who began in time has his hour: a form that is half filled in is not lost (docs/portal.md).
            ("patient whose link ended meanwhile", link => link with { ExpiresAt = Clinic.Time.GetUtcNow() }, DoorCall.Passed),
        })
        {
            var one = await run.AgainAsync();
            var his1 = await ProvenAsync(one);
            await one.ChangeAsync(change);
            Patient(name, his1, one.Token.Id.Value, answer);
        }

        var patient = await PortalRun.NameAsync(Clinic, run.Conversation, "Joan Sample");
        var off = new PortalRun(Clinic, run.Conversation, patient, await PortalRun.LinkAsync(Clinic, run.Conversation, patient));
        var offSession = await ProvenAsync(off);
        await Clinic.Get<PatientRecords>().RemoveAsync(run.Conversation, patient, "staff:u1", "c", default);
        Patient("patient taken off", offSession, off.Token.Id.Value, Closed);
    }

    private static Task<SessionSecret> ProvenAsync(PortalRun run) => run.ProveAsync();

    private Task<SignedIn> NewAsync(string name, Role role = Role.Member, bool attested = true) =>
        Clinic.SignInAsync(role, attested, $"{name.Replace(' ', '.')}@clinic.example");

    private void Staff(string name, string header, Func<Rule, string> answer) => callers[name] =
        new Caller(request => request.Headers[PlatformPrincipal.Header] = header, answer, "401 portal-closed");

    private void Shut(string name, string header, string refusal) => Staff(name, header, _ => refusal);

    private void Patient(string name, SessionSecret session, string? link, string answer) => Patient(name, session.Value, link, answer);

    private void Patient(string name, string cookie, string? link, string answer) => callers[name] = new Caller(
        request =>
        {
            request.Headers.Cookie = $"{PatientSession.Cookie}={cookie}";
            if (link is not null) request.Headers[PatientSession.Header] = link;
        },
        _ => "401 not-signed-in", answer);

    private async Task ChangeRowAsync(string partition, Func<TableEntity, bool> isIt, string property, string to)
    {
        var table = Clinic.Storage().Staff;
        var changed = 0;
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
        {
            if (!isIt(entity)) continue;
            entity[property] = to;
            await table.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace);
            changed++;
        }

        Assert.Equal(1, changed);
    }
}

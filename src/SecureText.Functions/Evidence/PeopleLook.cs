using SecureText.Clinic;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Evidence;

/// <summary>Counts people and sign-ins, and tries two made-up sign-ins on the rules that are in force.</summary>
public sealed class PeopleLook(
    StaffStore staff, SignInStore signIns, EmergencyStore emergencies, ClinicSettingsSource settings, StaffOptions options,
    TimeProvider time)
{
    internal const int Page = 100;

    private static readonly TimeSpan LongAway = TimeSpan.FromDays(90);

    /// <summary>People and what they have attested.</summary>
    public async Task<StaffFacts> StaffAsync(CancellationToken cancellationToken)
    {
        var policies = (await settings.CurrentAsync(cancellationToken)).Policies;
        var rows = (await staff.ReadAllAsync(cancellationToken)).Rows;
        var (records, damaged) = await staff.ReadAttestedAsync(cancellationToken);
        var persons = rows.Where(row => row.IsWhole).Select(row => row.Person).ToList();
        var active = persons.Where(person => person.Active).ToList();
        var now = time.GetUtcNow();
        return new StaffFacts(
            active.Count(person => person.Role == Role.Owner),
            active.Count(person => person.Role == Role.Manager),
            active.Count(person => person.Role == Role.Member),
            persons.Count(person => !person.Active),
            rows.Count(row => !row.IsWhole),
            rows.Where(row => row.ObjectTag is not null).GroupBy(row => row.ObjectTag).Count(same => same.Count() > 1),
            active.Count(person => TrainingRules.Due(person, policies).Count > 0),
            records.Count,
            damaged,
            rows.Count(row => row is { IsWhole: true, Person.Active: true } && now - (row.Person.SignedInAt ?? row.WrittenAt) > LongAway),
            rows.Count(row => row is { IsWhole: true, Person.Active: true, Person.SignedInAt: null }));
    }

    /// <summary>Sign-ins, and the two rules tried.</summary>
    public async Task<SignInFacts> SignInsAsync(CancellationToken cancellationToken)
    {
        var rows = await signIns.ReadAsync(null, cancellationToken);
        var persons = (await staff.ReadAllAsync(cancellationToken)).Persons.ToDictionary(person => person.Id);
        var now = time.GetUtcNow();
        return new SignInFacts(
            rows.Count,
            rows.Count(row => persons.TryGetValue(row.SignIn.Staff, out var person) && person.Active && row.SignIn.IsLive(person, now)),
            SignIn.LongestIdle,
            SignIn.Longest,
            Try(options.TenantId, "pwd") == SignInRefusal.NoSecondFactor,
            Try(Foreign(options.TenantId), "mfa") == SignInRefusal.ForeignTenant,
            Try(options.TenantId, "mfa") is null);
    }

    /// <summary>All emergency access there was.</summary>
    public async Task<EmergencyFacts> EmergenciesAsync(CancellationToken cancellationToken)
    {
        var rows = new List<(EmergencyId Id, EmergencyRow? Row)>();
        for (var hasMore = true; hasMore;)
        {
            (var page, hasMore) = await emergencies.ReadAsync(rows.Count > 0 ? rows[^1].Id : null, Page, cancellationToken);
            rows.AddRange(page);
        }

        var grants = rows.Select(one => one.Row?.Grant).OfType<EmergencyGrant>().ToList();
        var waiting = grants.Where(grant => grant.Review is null).ToList();
        return new EmergencyFacts(
            grants.Count,
            grants.Count(grant => grant.Review is { Finding: EmergencyFinding.NotAppropriate }),
            waiting.Count,
            waiting.Count == 0 ? null : waiting.Min(grant => grant.From),
            rows.Count(one => one.Row is null),
            EmergencyRules.Longest);
    }

    private SignInRefusal? Try(Guid tenant, string method) => SignInRules.Refuse(
        new PlatformUser("made-up", "made.up@clinic.example",
        [
            new IdentityClaim("tid", tenant.ToString("D")),
            new IdentityClaim("oid", Foreign(Guid.Empty).ToString("D")),
            new IdentityClaim("amr", method),
        ]), options.TenantId);

    private static Guid Foreign(Guid tenant)
    {
        var bytes = tenant.ToByteArray();
        bytes[0] ^= 1;
        return new Guid(bytes);
    }
}

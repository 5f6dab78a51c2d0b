using SecureText.Api;
using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Staff;

/// <summary>Policies are read and attested in their version of now, and the record stays.</summary>
public class AttestationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly StaffActor By = new("staff:00112233445566778899aabb", "request-1");

    [Fact]
    public async Task Policy_that_changes_is_due_again_and_the_old_record_stays()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var inbox = HttpFunction.All.Single(f => f.Name == "ListConversations");
        Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, inbox, member.Header));

        var policy = await ChangePolicyAsync(clinic);
        Assert.Equal("403 training-due", await DoorCall.AskAsync(clinic, inbox, member.Header));
        var attestations = clinic.Get<Attestations>();
        Assert.False(await attestations.AttestAsync(member.Id, policy.Id, policy.Version - 1, By, default));
        Assert.True(await attestations.AttestAsync(member.Id, policy.Id, policy.Version, By, default));
        Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, inbox, member.Header));

        var records = (await clinic.Get<StaffStore>().ReadAttestedAsync(default)).Records.Where(r => r.Policy == policy.Id).ToList();
        Assert.Equal([1, 2], records.Select(r => r.Version));
        Assert.Equal(2, records.Select(r => r.TextHash).Distinct().Count());
    }

    [Fact]
    public async Task Attestation_is_recorded_and_journaled_once_however_often_it_is_said()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync(attested: false);
        var entries = clinic.Journal.Entries.Count;
        for (var n = 0; n < 3; n++)
            Assert.True(await clinic.Get<Attestations>().AttestAsync(member.Id, "texting", 1, By, default));
        var written = clinic.Journal.Entries.Skip(entries).ToList();
        Assert.Equal(["attempted", "done"], written.Select(entry => entry.Outcome));
        Assert.All(written, entry => Assert.Equal(("policy.attested", "texting:1", By.Actor), (entry.Action, entry.Detail, entry.Actor)));
        Assert.Single((await clinic.Get<StaffStore>().ReadAttestedAsync(default)).Records);
    }

    [Fact]
    public async Task Attestation_that_the_journal_does_not_take_does_not_come_about()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync(attested: false);
        clinic.Journal.Fails = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => clinic.Get<Attestations>().AttestAsync(member.Id, "texting", 1, By, default));
        Assert.Empty((await clinic.Get<StaffStore>().ReadAttestedAsync(default)).Records);
    }

    [Fact]
    public async Task Policy_that_is_none_cannot_be_attested()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync(attested: false);
        Assert.False(await clinic.Get<Attestations>().AttestAsync(member.Id, "invented", 1, By, default));
        Assert.Empty((await clinic.Get<StaffStore>().ReadAttestedAsync(default)).Records);
    }

    private static async Task<StaffPolicy> ChangePolicyAsync(TestClinic clinic)
    {
        var (settings, _) = await clinic.Get<ClinicSettingsSource>().ReadAsync(default);
        var policy = settings.Policies[0] with { Text = "Say even less.", Version = 2 };
        var changed = settings with { Version = settings.Version + 1, Policies = [policy, .. settings.Policies.Skip(1)] };
        Assert.True(await clinic.Get<ClinicSettingsStore>().AddAsync(changed, By.Actor, clinic.Time.GetUtcNow(), default));
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        return policy;
    }
}

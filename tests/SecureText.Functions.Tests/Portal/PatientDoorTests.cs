using Microsoft.AspNetCore.Http;
using SecureText.Harness;
using SecureText.Patients;

namespace SecureText.Portal;

/// <summary>Whom the cookie lets in, and on which page.</summary>
public class PatientDoorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Page_of_another_link_or_of_none_stays_outside()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var other = await run.AgainAsync();
        var session = await run.ProveAsync();
        Assert.True(await LetsInAsync(run, session, run.Token.Id.Value));
        Assert.False(await LetsInAsync(run, session, other.Token.Id.Value));
        Assert.False(await LetsInAsync(run, session, $"{run.Token.Id.Value},{run.Token.Id.Value}"));
        Assert.False(await LetsInAsync(run, session, ""));
        Assert.False(await LetsInAsync(run, session, null));
    }

    [Fact]
    public async Task Patient_who_was_taken_off_the_number_is_outside_at_once()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var session = await run.ProveAsync();
        await clinic.Get<PatientRecords>().RemoveAsync(run.Conversation, run.PatientId, "staff:u1", "c", default);
        Assert.False(await LetsInAsync(run, session, run.Token.Id.Value));
    }

    [Fact]
    public async Task Corrected_date_of_birth_ends_what_was_proven_with_the_wrong_one()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var session = await run.ProveAsync();
        await ChangeAsync(run, record => record with { DisplayName = "Jane Q. Sample" });
        Assert.True(await LetsInAsync(run, session, run.Token.Id.Value));
        await ChangeAsync(run, record => record with { DateOfBirth = PortalRun.Born.AddDays(1) });
        Assert.False(await LetsInAsync(run, session, run.Token.Id.Value));
        await ChangeAsync(run, record => record with { DateOfBirth = null });
        Assert.False(await LetsInAsync(run, session, run.Token.Id.Value));
    }

    [Fact]
    public async Task Date_of_birth_corrected_between_date_and_code_opens_nothing()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        Assert.IsType<ProofAnswer.AskCode>(await run.GiveDateAsync());
        await ChangeAsync(run, record => record with { DateOfBirth = PortalRun.Born.AddDays(1) });
        if (await run.GiveCodeAsync(run.CodeOnPhone()) is ProofAnswer.Open(var session))
            Assert.False(await LetsInAsync(run, session, run.Token.Id.Value));
    }

    private static Task<bool> LetsInAsync(PortalRun run, SessionSecret session, string? link)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"{PatientSession.Cookie}={session.Value}";
        if (link is not null) http.Request.Headers[PatientSession.Header] = link;
        return run.Clinic.Get<PatientDoor>().LetsInAsync(http, CancellationToken.None);
    }

    private static async Task ChangeAsync(PortalRun run, Func<PatientRecord, PatientRecord> change) =>
        Assert.IsType<PatientChange.Done>(await run.Clinic.Get<PatientRecords>().ChangeAsync(
            run.Conversation, run.PatientId, record => change(record!), "staff:u1", "c", CancellationToken.None));
}

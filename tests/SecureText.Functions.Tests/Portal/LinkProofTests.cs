using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sending;

namespace SecureText.Portal;

/// <summary>How a patient proves who he is, and how somebody else does not.</summary>
public class LinkProofTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Right_date_and_code_begin_a_session()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        Assert.IsType<ProofAnswer.AskDate>(await run.OpenAsync());
        Assert.Equal("23", Assert.IsType<ProofAnswer.AskCode>(await run.GiveDateAsync()).NumberEnds);
        Assert.Equal(TestClinic.Patient, clinic.Carrier.Calls[^1].To.E164);
        var session = Assert.IsType<ProofAnswer.Open>(await run.GiveCodeAsync(run.CodeOnPhone())).Session;
        var link = await run.LinkAsync();
        Assert.True(link.IsLive(session, clinic.Time.GetUtcNow()));
        Assert.Equal((0, LinkState.Proven), (link.Tries, link.StateAt(clinic.Time.GetUtcNow())));
        Assert.Equal(
            ["portal.open", "portal.birth-date", "portal.code"],
            clinic.Journal.Entries.Where(e => e.Actor == $"link:{run.Token.Id}").Select(e => e.Action));
    }

    [Fact]
    public async Task Fifty_guesses_at_once_are_five_tries()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => run.GiveDateAsync(new DateOnly(1970, 1, 1).AddDays(n))));
        var compared = clinic.Journal.Entries.Count(e => e is { Action: "portal.birth-date", Outcome: "wrong" });
        Assert.Equal(PortalLink.MostTries, compared);
        Assert.Equal(4, answers.Count(a => a is ProofAnswer.Wrong));
        Assert.Equal(46, answers.Count(a => a is ProofAnswer.Locked));
        Assert.IsType<ProofAnswer.Locked>(await run.GiveDateAsync());
        Assert.IsType<ProofAnswer.Locked>(await run.OpenAsync());
    }

    [Fact]
    public async Task Try_is_stored_before_its_answer_is_compared()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        clinic.Journal.Fails = true;
        for (var n = 0; n < PortalLink.MostTries; n++)
        {
            await Assert.ThrowsAsync<Audit.JournalUnavailableException>(() => run.GiveDateAsync(new DateOnly(1970, 1, 1)));
        }

        clinic.Journal.Fails = false;
        Assert.IsType<ProofAnswer.Locked>(await run.GiveDateAsync());
    }

    [Fact]
    public async Task Wrong_answers_of_both_steps_count_together_and_right_ones_not_at_all()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        Assert.Equal(4, Assert.IsType<ProofAnswer.Wrong>(await run.GiveDateAsync(new DateOnly(1980, 2, 28))).TriesLeft);
        Assert.IsType<ProofAnswer.AskCode>(await run.GiveDateAsync());
        Assert.Equal(3, Assert.IsType<ProofAnswer.Wrong>(await run.GiveCodeAsync(run.OtherCode())).TriesLeft);
        Assert.Equal(2, Assert.IsType<ProofAnswer.Wrong>(await run.GiveCodeAsync(run.OtherCode(2))).TriesLeft);
        Assert.IsType<ProofAnswer.AskCode>(await run.GiveDateAsync());
        Assert.Equal(1, Assert.IsType<ProofAnswer.Wrong>(await run.GiveCodeAsync(run.OtherCode())).TriesLeft);
        Assert.IsType<ProofAnswer.Locked>(await run.GiveCodeAsync(run.OtherCode()));
        Assert.IsType<ProofAnswer.Locked>(await run.GiveCodeAsync(run.CodeOnPhone()));
    }

    [Fact]
    public async Task Patient_who_comes_often_and_errs_never_is_not_locked_out()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        for (var visit = 0; visit < 8; visit++)
        {
            await run.ProveAsync();
            clinic.Time.Advance(TimeSpan.FromHours(2));
        }
    }

    [Fact]
    public async Task Unknown_expired_revoked_and_malformed_are_answered_and_journaled_alike()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var expired = await run.AgainAsync();
        await expired.ChangeAsync(link => link with { ExpiresAt = clinic.Time.GetUtcNow() });
        var revoked = await run.AgainAsync();
        await revoked.ChangeAsync(link => link.Revoked(clinic.Time.GetUtcNow()));
        string[] tokens = [LinkToken.Create(clinic.Get<Sealing.IRandomSource>()).Value, expired.Token.Value, revoked.Token.Value, "", "x", new('é', 90)];
        foreach (var token in tokens)
        {
            var before = clinic.Journal.Entries.Count;
            Assert.IsType<ProofAnswer.NotValid>(await run.Proof.OpenAsync(token, "c", default));
            Assert.IsType<ProofAnswer.NotValid>(await run.Proof.GiveDateAsync(token, PortalRun.Born, "c", default));
            Assert.True(OneTimeCode.TryParse("123456", out var code));
            Assert.IsType<ProofAnswer.NotValid>(await run.Proof.GiveCodeAsync(token, code, "c", default));
            var isLink = token == expired.Token.Value || token == revoked.Token.Value;
            if (isLink) Assert.Equal(before + 3, clinic.Journal.Entries.Count);
            Assert.All(clinic.Journal.Entries.Skip(before), e => Assert.Equal("not-valid", e.Outcome));
        }

        Assert.DoesNotContain(clinic.Carrier.Sent, sent => sent.Text.Value.Contains("code", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Stranger_who_guesses_links_does_not_fill_the_journal_and_is_counted()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        for (var n = 0; n < 20; n++) await GuessAsync();
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await GuessAsync();
        var told = clinic.Journal.Entries.Where(e => e.Outcome == "not-valid").ToList();
        Assert.Equal(["1", "20"], told.Select(e => e.Detail));
        Assert.All(told, e => Assert.Equal(("system", "portal.unknown-link"), (e.Actor, e.Action)));

        async Task GuessAsync() => Assert.IsType<ProofAnswer.NotValid>(
            await run.Proof.OpenAsync(LinkToken.Create(clinic.Get<Sealing.IRandomSource>()).Value, "c", default));
    }

    [Fact]
    public async Task Code_works_once_and_of_two_at_the_same_time_one_wins()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        await run.GiveDateAsync();
        var code = run.CodeOnPhone();
        var both = await Task.WhenAll(run.GiveCodeAsync(code), run.GiveCodeAsync(code));
        Assert.Single(both.OfType<ProofAnswer.Open>());
        Assert.Single(both.OfType<ProofAnswer.Wrong>());
        Assert.IsType<ProofAnswer.Wrong>(await run.GiveCodeAsync(code));
    }

    [Fact]
    public async Task Code_is_wrong_after_ten_minutes_and_when_a_newer_was_sent()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        await run.GiveDateAsync();
        var first = run.CodeOnPhone();
        await run.GiveDateAsync();
        Assert.NotEqual(first, run.CodeOnPhone());
        Assert.IsType<ProofAnswer.Wrong>(await run.GiveCodeAsync(first));
        clinic.Time.Advance(OneTimeCode.GoodFor);
        Assert.IsType<ProofAnswer.Wrong>(await run.GiveCodeAsync(run.CodeOnPhone()));
    }

    [Fact]
    public async Task Code_of_one_link_does_not_open_another()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var other = await run.AgainAsync();
        await run.GiveDateAsync();
        Assert.IsType<ProofAnswer.Wrong>(await other.GiveCodeAsync(run.CodeOnPhone()));
        Assert.IsType<ProofAnswer.Open>(await run.GiveCodeAsync(run.CodeOnPhone()));
    }

    [Fact]
    public async Task Fourth_code_within_an_hour_is_not_sent()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        for (var n = 0; n < 3; n++) Assert.IsType<ProofAnswer.AskCode>(await run.GiveDateAsync());
        var sent = clinic.Carrier.Sent.Count;
        Assert.IsType<ProofAnswer.TooManyCodes>(await run.GiveDateAsync());
        Assert.Equal(sent, clinic.Carrier.Sent.Count);
        Assert.Equal(0, (await run.LinkAsync()).Tries);
        clinic.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsType<ProofAnswer.AskCode>(await run.GiveDateAsync());
    }

    [Fact]
    public async Task Code_after_a_STOP_is_not_sent_and_the_patient_is_told_to_call()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "STOP"));
        var sent = clinic.Carrier.Sent.Count;
        Assert.IsType<ProofAnswer.CodeNotSent>(await run.GiveDateAsync());
        Assert.Equal(sent, clinic.Carrier.Sent.Count);
        var (message, _) = (await clinic.ThreadOf(TestClinic.Patient))[^1];
        Assert.Equal((SendPurpose.OneTimeCode, MessageStatus.Suppressed), (message.Purpose, message.Status));
    }

    [Fact]
    public async Task Row_that_somebody_changed_opens_nothing()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var table = clinic.Storage().Portal;
        TableEntity row = await table.GetEntityAsync<TableEntity>(run.Token.Id.Value, "link");
        row["Tries"] = -100;
        await table.UpdateEntityAsync(row, row.ETag);
        Assert.IsType<ProofAnswer.NotValid>(await run.OpenAsync());
        Assert.IsType<ProofAnswer.NotValid>(await run.GiveDateAsync());
    }

    [Fact]
    public async Task Row_of_a_link_holds_neither_token_nor_code_nor_session()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        await run.GiveDateAsync();
        var code = run.CodeOnPhone();
        var session = Assert.IsType<ProofAnswer.Open>(await run.GiveCodeAsync(code)).Session;
        TableEntity row = await clinic.Storage().Portal.GetEntityAsync<TableEntity>(run.Token.Id.Value, "link");
        var all = string.Join('\n', row.Select(p => p.Value is byte[] bytes ? Convert.ToBase64String(bytes) : $"{p.Value}"));
        Assert.All([run.Token.Value, code, session.Value], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }
}

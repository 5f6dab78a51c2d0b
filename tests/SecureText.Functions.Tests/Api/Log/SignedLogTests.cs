using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using SecureText.Audit;
using SecureText.Audit.Tree;
using SecureText.Harness;
using SecureText.Hosted;

namespace SecureText.Api.Log;

/// <summary>The signed log of a whole clinic: what the pages show of it and what an auditor takes along.</summary>
public class SignedLogTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Each has one form, which the tests below parse: hashes, signatures, and lines of the journal, which are opaque.</summary>
    internal static IEnumerable<string> Proofs => ["ReadCheckpoint", "ReadLogProof", "ReadLogConsistency"];

    [Fact]
    public async Task Checkpoint_on_demand_holds_all_that_was_before_it_and_opens_with_the_keys()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
        await AppendAsync(clinic, 300);
        var (status, made) = await CallAsync(clinic, "WriteCheckpoint");
        Assert.Equal(201, status);
        var size = JsonDocument.Parse(made).RootElement.GetProperty("size").GetInt64();
        Assert.Equal(301, size);

        var (_, note) = await CallAsync(clinic, "ReadCheckpoint");
        Assert.Equal(JsonDocument.Parse(made).RootElement.GetProperty("note").GetString(), note);
        Assert.True(NoteKey.Opens(SignedNote.Parse(Encoding.UTF8.GetBytes(note)), await KeysAsync(clinic)));
        await AppendAsync(clinic, 2);
        var state = JsonDocument.Parse((await CallAsync(clinic, "ReadLog")).Body).RootElement;
        Assert.Equal((301, 2), (state.GetProperty("size").GetInt64(), state.GetProperty("pending").GetInt32()));
        Assert.Equal("localhost/journal", state.GetProperty("origin").GetString());
        Assert.Equal(JsonValueKind.Null, state.GetProperty("lastVerified").ValueKind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    public async Task Proof_of_an_entry_holds_against_the_keys(long seq)
    {
        await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
        for (var i = 0; i < 3; i++)
        {
            await AppendAsync(clinic, 200);
            await clinic.Get<LogIntegrator>().RunAsync(always: false, None);
            clinic.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var writer = clinic.Get<AppendBlobJournal>().Writer;
        var (status, body) = await CallAsync(clinic, "ReadLogProof", $"?writer={writer}&seq={seq}");
        Assert.Equal(200, status);
        var file = InclusionFile.Parse(Encoding.UTF8.GetBytes(body));
        Assert.True(file.Proves(await KeysAsync(clinic), out var checkpoint));
        Assert.Equal((writer, seq), (JournalLine.Parse(file.Entry).Writer, JournalLine.Parse(file.Entry).Seq));
        Assert.Equal(600, checkpoint.Size);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(600)]
    public async Task Proof_since_an_earlier_checkpoint_holds_against_the_keys(long from)
    {
        await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
        for (var i = 0; i < 3; i++)
        {
            await AppendAsync(clinic, 200);
            await clinic.Get<LogIntegrator>().RunAsync(always: false, None);
            clinic.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var (status, body) = await CallAsync(clinic, "ReadLogConsistency", $"?from={from}");
        Assert.Equal(200, status);
        var keys = await KeysAsync(clinic);
        Assert.True(ConsistencyFile.Parse(Encoding.UTF8.GetBytes(body)).Proves(keys, out var older, out var newer));
        Assert.Equal((from, 600), (older.Size, newer.Size));
        Assert.Equal(404, (await CallAsync(clinic, "ReadLogConsistency", "?from=201")).Status);
    }

    [Theory]
    [InlineData("ReadLogProof", "?writer=aa&seq=1", 404, "not-in-the-log-yet")]
    [InlineData("ReadLogProof", "?writer=Jane%20Roe&seq=1", 400, "bad-request")]
    [InlineData("ReadLogProof", "?writer=aa&seq=0", 400, "bad-request")]
    [InlineData("ReadLogProof", "", 400, "bad-request")]
    [InlineData("ReadLogConsistency", "?from=x", 400, "bad-request")]
    [InlineData("ReadLogConsistency", "?from=9", 404, "no-such-checkpoint")]
    [InlineData("ReadCheckpoint", "", 404, "not-in-the-log-yet")]
    public async Task What_is_not_there_is_refused_by_its_name(string function, string query, int status, string code)
    {
        await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);

        var answer = await CallAsync(clinic, function, query);

        Assert.Equal(status, answer.Status);
        Assert.Contains($"urn:securetext:{code}", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_the_whole_log_is_journaled_kept_and_told_when_something_was_changed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
        await AppendAsync(clinic, 5);
        await clinic.Get<LogIntegrator>().RunAsync(always: false, None);
        Assert.Equal("whole", (await clinic.Get<LogCheck>().RunAsync(None)).Outcome);
        Assert.DoesNotContain("The log is", clinic.Logs.All, StringComparison.Ordinal);

        var container = clinic.Storage().Journal.GetBlobContainerClient("journal");
        await container.GetBlobClient("tree/tile/0/000.p/5").DeleteAsync();
        await container.GetBlobClient("tree/tile/0/000.p/5").UploadAsync(new BinaryData(new byte[5 * 32]));
        Assert.Equal("tampered", (await clinic.Get<LogCheck>().RunAsync(None)).Outcome);
        Assert.Contains("Critical The log is tampered", clinic.Logs.All, StringComparison.Ordinal);

        var last = JsonDocument.Parse((await CallAsync(clinic, "ReadLog")).Body).RootElement.GetProperty("lastVerified");
        Assert.Equal("tampered", last.GetProperty("outcome").GetString());
        Assert.Contains("tree/tile/0/000.p/5", last.GetProperty("fault").GetString(), StringComparison.Ordinal);
        var said = await new JournalReader(container).ReadLinesAsync(None).Where(line => line.Entry.Action == "log.verified").ToListAsync();
        Assert.Equal(["whole", "tampered"], said.Select(line => line.Entry.Outcome));
    }

    [Fact]
    public async Task Number_of_refusals_that_comes_hours_later_makes_no_late_log_and_hides_nothing_from_a_look()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
        for (var n = 0; n <= RefusalJournal.EachWritten; n++) await RefuseAsync("staff:u1");
        for (var run = 0; run < 30; run++)
        {
            clinic.Time.Advance(LogIntegrator.LongestSilence);
            await clinic.Get<LogIntegrator>().RunAsync(always: false, None);
        }

        var from = clinic.Time.GetUtcNow();
        await AppendAsync(clinic, 1);
        await RefuseAsync("staff:u2");
        await clinic.Get<LogIntegrator>().RunAsync(always: false, None);

        Assert.Equal("whole", (await clinic.Get<LogCheck>().RunAsync(None)).Outcome);
        var found = new List<string>();
        await clinic.Get<JournalSearch>().ReadAsync(
            new JournalWindow(from, null), null,
            line =>
            {
                found.Add(line.Entry.Action);
                return true;
            },
            TimeSpan.FromMinutes(1), None);
        Assert.Contains("test.done", found);

        Task RefuseAsync(string actor) => clinic.Get<IJournal>().AppendAsync(
            new AuditEntry(clinic.Time.GetUtcNow(), actor, "conversation.open", ["c1"], "refused", "r", "not-yours"), None);
    }

    [Fact]
    public async Task Verdict_that_somebody_else_wrote_is_none()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.Get<LogVerdicts>().KeepAsync(new LogVerdict(clinic.Time.GetUtcNow(), "tampered", 5, "x"), None);
        Assert.Equal("x", (await clinic.Get<LogVerdicts>().ReadAsync(None))!.Fault);
        var row = (await clinic.Storage().Settings.GetEntityAsync<Azure.Data.Tables.TableEntity>("log", "verdict")).Value;
        row["Outcome"] = "whole";
        await clinic.Storage().Settings.UpsertEntityAsync(row);

        Assert.Null(await clinic.Get<LogVerdicts>().ReadAsync(None));
    }

    [Fact]
    public async Task Timer_goes_on_after_a_failure_and_tells_when_the_log_stands_still()
    {
        var points = new FaultPoints();
        await using var clinic = await TestClinic.StartAsync(azurite, transport: new FaultTransport(points), realJournal: true);
        await AppendAsync(clinic, 1);
        points.Arm(FaultKind.Kill, 1);
        await TickAsync();
        await TickAsync();
        Assert.DoesNotContain("has not grown", clinic.Logs.All, StringComparison.Ordinal);
        await TickAsync();
        Assert.Contains("Critical The signed log has not grown for 3 runs.", clinic.Logs.All, StringComparison.Ordinal);
        points.Revive();
        points.Arm(FaultKind.Kill, 0);
        await TickAsync();

        Assert.Equal(1, (await clinic.Get<LogProofs>().NewestAsync(None))!.Checkpoint.Size);

        // A new function for each run, as the platform makes it.
        Task TickAsync() => ActivatorUtilities.CreateInstance<IntegrateLog>(clinic.Get<IServiceProvider>()).RunAsync(new TimerInfo(), None);
    }

    private static async Task AppendAsync(TestClinic clinic, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await clinic.Get<IJournal>().AppendAsync(
                new AuditEntry(clinic.Time.GetUtcNow(), "system", "test.done", [], "done", $"c{i}"), None);
        }
    }

    private static async Task<IReadOnlyList<NoteKey>> KeysAsync(TestClinic clinic) =>
        NoteKey.Read("localhost/journal", Encoding.UTF8.GetBytes((await CallAsync(clinic, "ReadLogKeys")).Body));

    private static Task<(int Status, string Body)> CallAsync(TestClinic clinic, string function, string query = "") =>
        FunctionCall.InvokeAsync(clinic, HttpFunction.All.Single(one => one.Name == function), query, principal: Principal.Manager);
}

using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Staff;
using SecureText.Texting;

namespace SecureText.Api;

/// <summary>P2: what shows something of a patient is in the journal before it is shown.</summary>
public class SeenMeansLoggedTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Words = "Zanzibarquartz";
    private const string Name = "Velvetmoonfish";
    private const string Wording = "Gingerpelican";

    private static readonly string[] Planted = [Words, Name, Wording, TestClinic.Patient, "5550123"];

    // Found, not listed: a new function that shows something is tried from its first day.
    public static TheoryData<string> Reads => new(Gets(rule => rule.OpensPhi && (rule.Roles & Role.Member) != Role.None));

    /// <summary>Those whose rule says that they show nothing of a patient; proofs of the log are read to their last byte in their own tests.</summary>
    public static TheoryData<string> OtherReads => new(
        Gets(rule => rule is { Kind: Access.RuleKind.Staff, OpensPhi: false }).Except(SecureText.Api.Log.SignedLogTests.Proofs));

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Read_with_a_journal_that_fails_is_503_and_shows_nothing(string name)
    {
        await using var clinic = await ClinicWithPatientAsync();
        var function = HttpFunction.All.Single(f => f.Name == name);
        var conversation = (await clinic.ConversationOf(TestClinic.Patient)).Value;
        var member = await clinic.SignInAsync();
        var entries = clinic.Journal.Entries.Count;

        // First that there is something to hide, and that showing it is one entry that names the conversation.
        var (shown, body) = await FunctionCall.InvokeAsync(clinic, function, $"?conversation={conversation}", conversation, member.Header);
        Assert.Equal(200, shown);
        Assert.Contains(Planted, planted => body.Contains(planted, StringComparison.Ordinal));
        var entry = Assert.Single(clinic.Journal.Entries.Skip(entries));
        Assert.Equal(($"staff:{member.Id}", conversation), (entry.Actor, Assert.Single(entry.Subjects)));

        clinic.Journal.Fails = true;
        var (status, refusal) = await FunctionCall.InvokeAsync(clinic, function, $"?conversation={conversation}", conversation, member.Header);
        Assert.Equal(503, status);
        Assert.Contains("\"urn:securetext:journal-unavailable\"", refusal, StringComparison.Ordinal);
        Assert.All(Planted, planted => Assert.DoesNotContain(planted, refusal, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OtherReads))]
    public async Task Read_whose_rule_does_not_open_records_shows_nothing_of_a_patient(string name)
    {
        await using var clinic = await ClinicWithPatientAsync();
        var function = HttpFunction.All.Single(f => f.Name == name);
        var conversation = (await clinic.ConversationOf(TestClinic.Patient)).Value;
        var owner = await clinic.SignInAsync(Role.Owner);
        var (shown, body) = await FunctionCall.InvokeAsync(clinic, function, $"?conversation={conversation}", conversation, owner.Header);

        // What is asked for by another id than a conversation's is not there.
        Assert.True(shown == 200 || (shown == 404 && function.Route.Contains('{', StringComparison.Ordinal)), body);
        Assert.All(Planted, planted => Assert.DoesNotContain(planted, body, StringComparison.Ordinal));
    }

    // Those that managers alone may read are not of one conversation: each is tried where its own data are planted.
    [Fact]
    public void Reads_of_managers_alone_have_a_test_of_their_own() => Assert.Equal(
        SecureText.Import.ImportReadsTests.Tried.Concat(Campaigns.CampaignReadsTests.Tried).Concat(SecureText.Archive.ArchiveReadsTests.Tried).Concat(SecureText.BreakGlass.BreakGlassTests.Tried).Order(),
        Gets(rule => rule.OpensPhi && (rule.Roles & Role.Member) == Role.None).Order());

    [Fact]
    public async Task Function_without_a_rule_does_not_answer()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var unknown = HttpFunction.All.Single(f => f.Name == "HealthLive") with { Name = "Forgotten" };
        var (status, body) = await FunctionCall.InvokeAsync(clinic, unknown, principal: member.Header);
        Assert.Equal(404, status);
        Assert.DoesNotContain("live", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("httpTrigger", false)]
    [InlineData("HttpTrigger", false)]
    [InlineData("eventGridTrigger", true)]
    [InlineData("timerTrigger", true)]
    public async Task Call_without_its_request_passes_only_when_the_function_is_not_HTTP(string trigger, bool passes)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var context = new FunctionCall.Context("ReadMessages", null, trigger);
        var passed = false;
        var call = () => clinic.Door().Invoke(context, _ =>
        {
            passed = true;
            return Task.CompletedTask;
        });
        if (passes) await call();
        else await Assert.ThrowsAsync<InvalidOperationException>(call);
        Assert.Equal(passes, passed);
    }

    // What says of itself that it opens no record is held to that.
    private static IEnumerable<string> Gets(Func<Access.Rule, bool> rules) =>
        from function in HttpFunction.All
        where function.Methods.Contains("GET")
            && Access.Permissions.TryFind(function.Name, out var rule) && rules(rule)
        select function.Name;

    private async Task<TestClinic> ClinicWithPatientAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Words));
        await clinic.Get<PatientRecords>().AddAsync(
            await clinic.ConversationOf(TestClinic.Patient), new PatientRecord(Name, null, Language.English), "staff:u1", "c",
            CancellationToken.None);
        await clinic.Get<ConsentLedger>().RecordAsync(
            PhoneNumber.Parse(TestClinic.Patient),
            new ConsentRecord(
                ConsentChange.Granted, [MessageClass.Billing], ConsentSource.Form, TestClinic.Noon, "staff:u1",
                new MessageText(Wording)),
            "c",
            CancellationToken.None);
        await PortalRun.PlantFileAsync(clinic, MessageId.For(TestClinic.Noon, "any"), Words);
        return clinic;
    }
}

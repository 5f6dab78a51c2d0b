using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SecureText.Api;
using SecureText.Api.Webhooks;
using SecureText.Campaigns;
using SecureText.Harness;
using SecureText.Import;
using SecureText.Roster;
using SecureText.Storage;

namespace SecureText.Webhooks;

public class WebhookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Payment_settles_the_statement_and_the_file_of_yesterday_does_not_open_it_again()
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        const string Statements = "statement id,patient id,date,amount\nS-1,A-1,2026-11-02,120\n";
        await clinic.ImportAsync(ImportKind.Statement, Statements);
        Assert.Equal("200 false", await PostAsync(clinic, "payment-posted", """{"id":"e1","statement":"S-1"}""", secret));
        Assert.Equal(OccasionStatus.Settled, (await OnlyAsync(clinic, OccasionKind.Statement)).Status);
        Assert.Equal(1, (await clinic.ImportAsync(ImportKind.Statement, Statements)).File.Counts.Same);
        Assert.Equal(OccasionStatus.Settled, (await OnlyAsync(clinic, OccasionKind.Statement)).Status);
    }

    [Fact]
    public async Task Part_of_a_payment_leaves_the_rest_owed()
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        await clinic.ImportAsync(ImportKind.Statement, "statement id,patient id,date,amount\nS-1,A-1,2026-11-02,120\n");
        Assert.Equal("200 false", await PostAsync(clinic, "payment-posted", """{"id":"e1","statement":"S-1","balance":20}""", secret));
        var statement = await OnlyAsync(clinic, OccasionKind.Statement);
        Assert.Equal((OccasionStatus.Expected, "$20.00"), (statement.Status, statement.Facts.Amount));
    }

    [Fact]
    public async Task Appointment_is_made_moved_and_cancelled()
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        Assert.Equal("409 unknown-subject", await PostAsync(clinic, "appointment-changed", """{"id":"e1","appointment":"V-1","at":"2026-11-24T14:30:00-08:00"}""", secret));
        Assert.Equal("200 false", await PostAsync(
            clinic, "appointment-changed", """{"id":"e2","appointment":"V-1","patient":"A-1","at":"2026-11-24T14:30:00-08:00","doctor":"Dr. Rivera"}""", secret));
        Assert.Equal("200 false", await PostAsync(clinic, "appointment-changed", """{"id":"e3","appointment":"V-1","at":"2026-11-25 09:00"}""", secret));
        var visit = await OnlyAsync(clinic, OccasionKind.Appointment);
        Assert.Equal((new DateTimeOffset(2026, 11, 25, 17, 0, 0, TimeSpan.Zero), "Rivera"), (visit.At, visit.Facts.Doctor));
        Assert.Equal("200 false", await PostAsync(clinic, "appointment-cancelled", """{"id":"e4","appointment":"V-1"}""", secret));
        Assert.Equal(OccasionStatus.Cancelled, (await OnlyAsync(clinic, OccasionKind.Appointment)).Status);
    }

    [Fact]
    public async Task Event_that_an_earlier_one_overtakes_on_the_way_keeps_its_word()
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        Assert.Equal("200 false", await PostAsync(
            clinic, "appointment-cancelled", """{"id":"e2","appointment":"V-1","occurredAt":"2026-11-18T12:05:00Z"}""", secret));
        Assert.Equal("200 false", await PostAsync(
            clinic, "appointment-changed", """{"id":"e1","appointment":"V-1","status":"booked","occurredAt":"2026-11-18T12:04:00Z"}""", secret));
        Assert.Equal(OccasionStatus.Cancelled, (await OnlyAsync(clinic, OccasionKind.Appointment)).Status);
        Assert.Equal("200 false", await PostAsync(
            clinic, "appointment-changed", """{"id":"e3","appointment":"V-1","status":"booked","occurredAt":"2026-11-18T12:06:00Z"}""", secret));
        Assert.Equal(OccasionStatus.Expected, (await OnlyAsync(clinic, OccasionKind.Appointment)).Status);
        Assert.Equal("400 bad-request", await PostAsync(
            clinic, "appointment-cancelled", """{"id":"e4","appointment":"V-1","occurredAt":"yesterday"}""", secret));
    }

    [Fact]
    public async Task Event_that_is_older_than_the_newest_says_nothing_after_a_file_either()
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        Assert.Equal("200 false", await PostAsync(
            clinic, "appointment-cancelled", """{"id":"e2","appointment":"V-1","occurredAt":"2026-11-18T12:05:00Z"}""", secret));
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits
            .Replace("North office,Scheduled", "South office,", StringComparison.Ordinal));
        Assert.Equal("200 false", await PostAsync(
            clinic, "appointment-changed", """{"id":"e1","appointment":"V-1","status":"booked","occurredAt":"2026-11-18T12:04:00Z"}""", secret));
        var visit = await OnlyAsync(clinic, OccasionKind.Appointment);
        Assert.Equal((OccasionStatus.Cancelled, "South office"), (visit.Status, visit.Facts.Place));
    }

    [Fact]
    public async Task Same_id_twice_does_nothing_the_second_time_also_after_midnight()
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        Assert.Equal("200 false", await PostAsync(clinic, "appointment-cancelled", """{"id":"e1","appointment":"V-1"}""", secret));
        Assert.Equal("200 false", await PostAsync(clinic, "appointment-changed", """{"id":"e2","appointment":"V-1","status":"booked"}""", secret));
        clinic.Time.Advance(TimeSpan.FromHours(20));
        Assert.Equal("200 true", await PostAsync(clinic, "appointment-cancelled", """{"id":"e1","appointment":"V-1"}""", secret));
        Assert.Equal(OccasionStatus.Expected, (await OnlyAsync(clinic, OccasionKind.Appointment)).Status);
    }

    [Fact]
    public async Task Call_of_a_known_number_is_one_a_day_and_of_an_unknown_one_nothing()
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        Assert.Equal("200 false", await PostAsync(clinic, "call-missed", """{"id":"e1","number":"206-555-0125"}""", secret));
        Assert.Equal("200 false", await PostAsync(clinic, "call-missed", """{"id":"e2","number":"(206) 555-0125"}""", secret));
        Assert.Equal("200 false", await PostAsync(clinic, "call-missed", """{"id":"e3","number":"206-555-0177"}""", secret));
        Assert.Equal(24, (await OnlyAsync(clinic, OccasionKind.Call)).PatientId.Length);
    }

    [Theory]
    [InlineData("none", "401 signature-missing")]
    [InlineData("wrong", "401 signature-wrong")]
    [InlineData("old", "401 signature-old")]
    [InlineData("other body", "401 signature-wrong")]
    [InlineData("other kind", "401 signature-wrong")]
    [InlineData("id of forty digits", "400 bad-request")]
    [InlineData("long appointment", "400 bad-request")]
    [InlineData("deleted secret", "401 signature-wrong")]
    [InlineData("not JSON", "400 bad-request")]
    [InlineData("no id", "400 bad-request")]
    [InlineData("too large", "413 body-too-large")]
    [InlineData("unknown kind", "404 not-found")]
    public async Task Call_that_is_not_good_is_refused_and_changes_nothing(string how, string expected)
    {
        await using var clinic = await ClinicAsync();
        var secret = await SecretAsync(clinic);
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        var body = how switch
        {
            "not JSON" => "{",
            "id of forty digits" => """{"id":1e40,"appointment":"V-1"}""",
            "long appointment" => $$"""{"id":"e1","appointment":"{{new string('v', 300)}}"}""",
            "no id" => """{"appointment":"V-1"}""",
            "too large" => new string(' ', 70_000),
            _ => """{"id":"e1","appointment":"V-1"}""",
        };
        var header = how switch
        {
            "none" => null,
            "wrong" => WebhookSignature.Of("whsec_guess", clinic.Time.GetUtcNow(), "appointment-cancelled", body),
            "old" => WebhookSignature.Of(secret, clinic.Time.GetUtcNow().AddMinutes(-6), "appointment-cancelled", body),
            "other kind" => WebhookSignature.Of(secret, clinic.Time.GetUtcNow(), "appointment-changed", body),
            "other body" => WebhookSignature.Of(secret, clinic.Time.GetUtcNow(), "appointment-cancelled", body + " "),
            _ => WebhookSignature.Of(secret, clinic.Time.GetUtcNow(), "appointment-cancelled", body),
        };
        if (how == "deleted secret")
        {
            var store = clinic.Get<WebhookStore>();
            Assert.True(await store.DeleteAsync((await store.ReadAsync(default))[0].Id, default));
        }

        Assert.Equal(expected, await SendAsync(clinic, how == "unknown kind" ? "anything" : "appointment-cancelled", body, header));
        Assert.Equal(OccasionStatus.Expected, (await OnlyAsync(clinic, OccasionKind.Appointment)).Status);
        if (how != "unknown kind") Assert.Equal(("webhook", "refused"), (clinic.Journal.Entries[^1].Actor, clinic.Journal.Entries[^1].Outcome));
    }

    [Fact]
    public async Task Calls_that_nobody_signed_are_a_number_in_the_journal_not_a_line_each()
    {
        await using var clinic = await ClinicAsync();
        var before = clinic.Journal.Entries.Count;
        for (var i = 0; i < 20; i++) await SendAsync(clinic, "call-missed", "{}", null);
        Assert.Equal("unsigned:1", Assert.Single(clinic.Journal.Entries.Skip(before)).Detail);
        clinic.Time.Advance(TimeSpan.FromMinutes(2));
        await SendAsync(clinic, "call-missed", "{}", "t=1,v1=00");
        Assert.Equal("unsigned:20", clinic.Journal.Entries[^1].Detail);
    }

    [Fact]
    public async Task Secrets_are_two_at_most_and_both_are_good()
    {
        await using var clinic = await ClinicAsync();
        var (first, second) = (await SecretAsync(clinic), await SecretAsync(clinic));
        Assert.Null(await clinic.Get<WebhookStore>().AddAsync(TestClinic.Noon, default));
        foreach (var (secret, id) in new[] { (first, "e1"), (second, "e2") })
            Assert.Equal("200 false", await PostAsync(clinic, "call-missed", $$"""{"id":"{{id}}","number":"206-555-0125"}""", secret));
    }

    [Fact]
    public async Task Flood_of_wrong_signatures_is_refused_without_storage_and_the_real_sender_goes_on()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter);
        var secret = await SecretAsync(clinic);
        const string Body = """{"id":"e1","statement":"S-1"}""";
        var forged = WebhookSignature.Of("whsec_none", clinic.Time.GetUtcNow(), "payment-posted", Body);
        Assert.Equal("409 unknown-subject", await PostAsync(clinic, "payment-posted", Body, secret));
        var answers = new List<string>();
        while (answers is not [.., "429 too-many-requests"] && answers.Count < 1000) answers.Add(await SendAsync(clinic, "payment-posted", Body, forged));
        Assert.True(answers.Count > 600 && answers[..^1].All(answer => answer == "401 signature-wrong"), $"{answers.Count}");
        counter.Clear();
        Assert.Equal("429 too-many-requests", await SendAsync(clinic, "payment-posted", Body, forged));
        Assert.Empty(counter.Requests);
        Assert.Equal("409 unknown-subject", await PostAsync(clinic, "payment-posted", Body, secret));
    }

    private async Task<TestClinic> ClinicAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        return clinic;
    }

    private static async Task<string> SecretAsync(TestClinic clinic) =>
        (await clinic.Get<WebhookStore>().AddAsync(clinic.Time.GetUtcNow(), default))!.Value.Secret;

    private static Task<string> PostAsync(TestClinic clinic, string kind, string body, string secret) =>
        SendAsync(clinic, kind, body, WebhookSignature.Of(secret, clinic.Time.GetUtcNow(), kind, body));

    private static async Task<string> SendAsync(TestClinic clinic, string kind, string body, string? header)
    {
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = FunctionCall.Services };
        http.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        http.Response.Body = answer;
        if (header is not null) http.Request.Headers[WebhookSignature.Header] = header;
        var function = ActivatorUtilities.CreateInstance<TakeWebhook>(clinic.Get<IServiceProvider>());
        await (await function.RunAsync(http.Request, kind, default)).ExecuteAsync(http);
        var json = System.Text.Json.JsonDocument.Parse(answer.ToArray()).RootElement;
        return http.Response.StatusCode == 200
            ? $"200 {json.GetProperty("repeated").GetRawText()}"
            : $"{http.Response.StatusCode} {json.GetProperty("type").GetString()!["urn:securetext:".Length..]}";
    }

    private static async Task<Occasion> OnlyAsync(TestClinic clinic, OccasionKind kind) =>
        Assert.Single((await clinic.Get<RosterStore>().ReadOccasionsAsync(kind, null, null, null, 9, default)).Items);
}

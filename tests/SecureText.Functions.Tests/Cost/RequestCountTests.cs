using System.Text.Json;
using SecureText.Api;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Storage;
using SecureText.Tampering;

namespace SecureText.Cost;

/// <summary>P8: what one thing costs, in requests to storage and to the key service.</summary>
public class RequestCountTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Text_of_a_known_patient_takes_four_storage_requests_and_no_key()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        await clinic.DeliverAsync(AcsJson.Sms("first", "May I come at four?"));
        await clinic.DeliverAsync(AcsJson.Sms("second", "Or at five?", at: TestClinic.Noon.AddMinutes(1)));
        var unwraps = clinic.Keys.Unwraps;
        counter.Clear();

        await clinic.DeliverAsync(AcsJson.Sms("third", "Or at six?", at: TestClinic.Noon.AddMinutes(2)));

        Assert.True(counter.Requests.Count <= 4, string.Join('\n', counter.Requests));
        Assert.Contains(counter.Requests, request => request.Contains("/journal/", StringComparison.Ordinal));
        Assert.Equal(unwraps, clinic.Keys.Unwraps);
    }

    [Fact]
    public async Task Settings_are_asked_for_once_in_half_a_minute_and_not_with_each_text()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        for (var n = 0; n < 2; n++) await TextAsync(n);
        clinic.Time.Advance(TimeSpan.FromSeconds(30));
        counter.Clear();

        for (var n = 2; n < 6; n++) await TextAsync(n);

        Assert.Single(counter.Requests, request => request.Contains("/Settings", StringComparison.Ordinal));
        Assert.True(counter.Requests.Count <= (4 * 4) + 1, string.Join('\n', counter.Requests));

        Task TextAsync(int n) => clinic.DeliverAsync(AcsJson.Sms($"text{n}", $"At {n}?", at: TestClinic.Noon.AddSeconds(n)));
    }

    // The data key of the settings leaves the memory after a while; the settings themselves stay (P8).
    [Fact]
    public async Task Text_after_the_owners_change_and_a_long_time_asks_no_key_and_waits_for_no_settings()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        await using (var owner = clinic.Beside()) await OfficeNumberAsync(owner);
        await clinic.DeliverAsync(AcsJson.Sms("first", "May I come at four?"));
        await clinic.DeliverAsync(AcsJson.Sms("second", "Or at five?", at: TestClinic.Noon.AddMinutes(1)));
        clinic.Time.Advance(TimeSpan.FromHours(1));
        var unwraps = clinic.Keys.Unwraps;
        counter.Clear();

        await clinic.DeliverAsync(AcsJson.Sms("third", "Or at six?", at: TestClinic.Noon.AddHours(1)));
        await clinic.Get<ClinicSettingsSource>().ReadAsync(CancellationToken.None);

        Assert.True(counter.Requests.Count(r => !r.Contains("/Settings", StringComparison.Ordinal)) <= 4, string.Join('\n', counter.Requests));
        Assert.Equal(unwraps, clinic.Keys.Unwraps);
    }

    [Fact]
    public async Task Opening_a_thread_takes_one_query_one_append_and_an_unwrap_for_each_key_not_yet_open()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        for (var n = 0; n < 30; n++) await clinic.DeliverAsync(AcsJson.Sms($"text{n}", $"Text {n}", at: TestClinic.Noon.AddMinutes(n)));
        var counter = new CountingPolicy();
        await using var reader = clinic.Beside(counter, realJournal: true);
        await StaffView.InboxAsync(reader);
        var unwraps = reader.Keys.Unwraps;
        counter.Clear();

        Assert.Equal(31, (await StaffView.ThreadAsync(reader)).Count);
        Assert.Equal(2, counter.Requests.Count);
        Assert.Single(counter.Requests, request => request.StartsWith("GET", StringComparison.Ordinal));
        Assert.Equal(1, reader.Keys.Unwraps - unwraps);

        await StaffView.ThreadAsync(reader);
        Assert.Equal(4, counter.Requests.Count);
        Assert.Equal(1, reader.Keys.Unwraps - unwraps);
    }

    // The line of the inbox above the thread is sealed under the inbox's key of the day: a process that has opened no inbox yet
    // looks that key up once.
    [Fact]
    public async Task Opening_a_thread_first_of_all_looks_one_key_up_more()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("first", "May I come at four?"));
        var counter = new CountingPolicy();
        await using var reader = clinic.Beside(counter, realJournal: true);
        await reader.Get<IndexKeys>().IndexAsync(CancellationToken.None);
        var unwraps = reader.Keys.Unwraps;
        counter.Clear();

        await StaffView.ThreadAsync(reader);

        // The journal's first entry of a process also makes its blob.
        Assert.Equal(2, counter.Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal)));
        Assert.Single(counter.Requests, request => request.Contains("/Keys", StringComparison.Ordinal));
        Assert.Equal(2, reader.Keys.Unwraps - unwraps);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public async Task Poll_costs_a_few_reads_no_key_no_append_and_nothing_of_what_is_sealed(bool withConversation, int requests)
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        for (var n = 0; n < 60; n++) await clinic.DeliverAsync(AcsJson.Sms($"text{n}", $"Text {n}", at: TestClinic.Noon.AddMinutes(n)));
        await using var reader = clinic.Beside(counter, realJournal: true);
        await reader.Get<IndexKeys>().IndexAsync(CancellationToken.None);
        var unwraps = reader.Keys.Unwraps;
        var query = withConversation ? $"?conversation={(await clinic.ConversationOf(TestClinic.Patient)).Value}" : "";
        counter.Clear();

        var (status, body) = await FunctionCall.InvokeAsync(
            reader, HttpFunction.All.Single(f => f.Name == "ReadChanges"), query, principal: Principal.Member);

        Assert.Equal(200, status);
        Assert.Equal(requests, counter.Requests.Count);
        Assert.All(counter.Requests, request => Assert.StartsWith("GET", request, StringComparison.Ordinal));
        Assert.Equal(unwraps, reader.Keys.Unwraps);
        Assert.True(body.Length < 6_000, $"{body.Length} characters");
    }

    [Fact]
    public async Task Inbox_page_costs_the_same_at_any_size()
    {
        Assert.Equal(await CostOfPageAsync(60), await CostOfPageAsync(600));
    }

    private static Task<SettingsChange> OfficeNumberAsync(TestClinic owner) => owner.Get<SettingsChanges>().ChangeAsync(
        "officeNumber", 0, JsonSerializer.SerializeToElement("(206) 555-0142"), "staff:u1", "c", CancellationToken.None);

    /// <summary>Requests and unwraps of a cold page of fifty lines.</summary>
    private async Task<(int Requests, int Unwraps)> CostOfPageAsync(int conversations)
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        var names = Enumerable.Range(0, conversations).Select(n => $"patient {n}");
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (name, token) =>
        {
            var id = (await clinic.Get<IndexKeys>().IndexAsync(token)).For("main", name);
            var head = HeadTransitions.Begin("main").Received(TestClinic.Noon, needsAnswer: true, urgent: false);
            var box = await clinic.Get<InboxBoxes>().SealContactAsync(id, new InboxContact(TestClinic.Patient, name), token);
            await clinic.Get<InboxIndex>().UpdateAsync(id, null, head, box, null, token);
        });
        await using var reader = clinic.Beside(counter);
        await reader.Get<IndexKeys>().IndexAsync(CancellationToken.None);
        var unwraps = reader.Keys.Unwraps;
        counter.Clear();

        Assert.Equal(50, (await StaffView.InboxAsync(reader)).Count);
        var cost = (counter.Requests.Count, reader.Keys.Unwraps - unwraps);
        Assert.True(cost.Item1 <= 4, string.Join('\n', counter.Requests));
        Assert.True(cost.Item2 <= 3, $"{cost.Item2} unwraps");
        return cost;
    }
}

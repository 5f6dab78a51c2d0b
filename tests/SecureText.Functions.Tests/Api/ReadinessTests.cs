using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Api.Access;
using SecureText.Api.Health;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Api;

public class ReadinessTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(31);

    [Theory]
    [InlineData("Conversations")]
    [InlineData("Inbox")]
    [InlineData("Keys")]
    [InlineData("Outbox")]
    [InlineData("Settings")]
    [InlineData("Staff")]
    public async Task Ready_with_a_table_that_is_gone_says_not(string table)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        Assert.Equal("ready", (await AskAsync(clinic)).Status);

        var storage = clinic.Storage();
        TableClient[] tables = [storage.Conversations, storage.Inbox, storage.Keys, storage.Outbox, storage.Staff, storage.Settings];
        await tables.Single(t => t.Name == table).DeleteAsync();
        clinic.Time.Advance(Later);

        var answer = await AskAsync(clinic);
        Assert.Equal("not-ready", answer.Status);
        Assert.StartsWith("fails: ", answer.Checks["storage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_asks_the_account_of_the_journal()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter);
        counter.Clear();
        Assert.Equal("ok", (await AskAsync(clinic)).Checks["journal"]);
        Assert.Contains(counter.Requests, r => r.EndsWith("/journal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_unwraps_the_index_key_anew_and_keeps_the_answer_half_a_minute()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var before = clinic.Keys.Unwraps;
        await AskAsync(clinic);
        await AskAsync(clinic);
        Assert.Equal(before + 1, clinic.Keys.Unwraps);
        clinic.Time.Advance(Later);
        await AskAsync(clinic);
        Assert.Equal(before + 2, clinic.Keys.Unwraps);
    }

    [Fact]
    public async Task Ready_counts_what_waits_in_quarantine_and_is_ready_all_the_same()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        Assert.Equal("empty", (await AskAsync(clinic)).Quarantine);
        await clinic.DeliverAsync("not an event", "nor this");
        clinic.Time.Advance(Later);
        var answer = await AskAsync(clinic);
        Assert.Equal(("ready", "2 events wait for a person"), (answer.Status, answer.Quarantine));
    }

    [Theory]
    [InlineData(null, "not-ready")]
    [InlineData("", "not-ready")]
    [InlineData("False", "not-ready")]
    [InlineData("True", "ready")]
    public async Task Ready_in_Azure_needs_the_authentication_of_the_platform(string? enabled, string status)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var door = new PlatformDoor(name => name switch { "WEBSITE_SITE_NAME" => "clinic", "WEBSITE_AUTH_ENABLED" => enabled, _ => null });
        using var readiness = new Readiness(
            clinic.Get<StorageClients>(), clinic.Get<IndexKeys>(), door, clinic.Time, NullLogger<Readiness>.Instance);
        Assert.Equal(status, (await readiness.AskAsync(CancellationToken.None)).Status);
        Assert.Equal("ready", (await AskAsync(clinic)).Status);
    }

    private static Task<ReadyAnswer> AskAsync(TestClinic clinic) => clinic.Get<Readiness>().AskAsync(CancellationToken.None);
}

using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Cost;

/// <summary>What one text of a campaign costs from its outbox row until it is sent, in requests to storage and to the key service.</summary>
public class SendingCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Text_on_a_free_line_takes_ten_requests()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        var id = await clinic.AgreeAsync();
        await clinic.SendAsync(id, "One.");
        clinic.Time.Advance(TimeSpan.FromSeconds(10));
        var text = await clinic.QueueAsync(id, "Two.");
        var unwraps = clinic.Keys.Unwraps;
        counter.Clear();

        Assert.Equal(MessageStatus.Sent, (await SendAsync(clinic, id, text)).Status);

        Assert.True(counter.Requests.Count <= 10, string.Join('\n', counter.Requests));
        Assert.Equal(unwraps, clinic.Keys.Unwraps);
    }

    [Fact]
    public async Task Those_who_come_for_a_slot_at_once_are_served_by_few_writes()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter);
        var (ledger, line) = (clinic.Get<SlotLedgerStore>(), clinic.Get<ClinicProfile>().Lines[0]);
        await ledger.TakeAsync(line, 1, TestClinic.Noon, CancellationToken.None);
        counter.Clear();

        var slots = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ledger.TakeAsync(line, 1, TestClinic.Noon, CancellationToken.None)));

        Assert.Equal(40, slots.Distinct().Count());
        Assert.InRange(counter.Requests.Count, 1, 5);
    }

    [Fact]
    public async Task Text_in_a_long_queue_takes_five_requests_for_its_ticket_and_ten_when_its_time_has_come()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        var id = await clinic.AgreeAsync();
        for (var n = 0; n < 3; n++) await clinic.SendAsync(id, $"One. {n}");
        for (var n = 0; n < 4; n++) await clinic.TickAsync(TimeSpan.FromMinutes(1));
        await clinic.SendAsync(id, "Two.");
        var text = await clinic.QueueAsync(id, "Three.");
        counter.Clear();

        Assert.Equal(MessageStatus.Queued, (await SendAsync(clinic, id, text)).Status);
        Assert.True(counter.Requests.Count <= 5, string.Join('\n', counter.Requests));

        counter.Clear();
        await clinic.TickAsync(TimeSpan.FromSeconds(3));
        Assert.True(counter.Requests.Count <= 10, string.Join('\n', counter.Requests));
        Assert.Equal(MessageStatus.Sent, (await clinic.MessageAsync(id, text)).Status);
    }

    private static Task<SendReport> SendAsync(TestClinic clinic, SecureText.Sealing.ConversationId id, MessageId text) =>
        clinic.Get<Sender>().SendAsync(id, text, CancellationToken.None, isPromised: true);
}

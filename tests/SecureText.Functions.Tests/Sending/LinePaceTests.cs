using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>Campaigns and people on one line.</summary>
public class LinePaceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Answer_of_staff_goes_at_once_though_forty_reminders_are_due()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        var id = await clinic.AgreeAsync("+12065550144");
        clinic.Time.Advance(TimeSpan.FromSeconds(10));
        for (var n = 0; n < 40; n++) await clinic.SendAsync(id, $"Your visit is tomorrow. {n}");
        Assert.True(await HorizonAsync(clinic) > TimeSpan.FromSeconds(10));

        await clinic.AnswerAsync(TestClinic.Patient, "Four is fine.");
        for (var n = 0; n < 4; n++) await clinic.TickAsync(TimeSpan.FromSeconds(1));
        Assert.Contains(clinic.Carrier.Sent, sent => sent.Text.Value == "Four is fine.");
        Assert.InRange(Reminders(clinic), 1, 20);

        // Every one goes, each once, by its ticket.
        for (var n = 0; n < 60 && Reminders(clinic) < 40; n++) await clinic.TickAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(40, Reminders(clinic));
        Assert.Equal(TimeSpan.Zero, await HorizonAsync(clinic));
    }

    [Fact]
    public async Task Answer_to_an_answer_takes_no_ticket()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        var id = await clinic.AgreeAsync();
        for (var n = 0; n < 10; n++) await clinic.QueueAsync(id, $"Your visit is tomorrow. {n}");
        var ledger = clinic.Get<SlotLedgerStore>();
        for (var n = 0; n < 10; n++) await ledger.TakeTicketAsync(Line(clinic), 1, clinic.Time.GetUtcNow(), CancellationToken.None);

        var text = await clinic.SendAsync(id, "Thank you.", draft => draft with { Purpose = SendPurpose.CampaignReply });

        var sent = await clinic.MessageAsync(id, text);
        Assert.Equal((MessageStatus.Sent, null), (sent.Status, sent.TicketAt));
    }

    [Fact]
    public async Task Text_that_waited_too_long_for_storage_takes_another_turn()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        var id = await clinic.AgreeAsync();
        clinic.Journal.Before = entry =>
        {
            if (entry is { Action: "message.sent", Outcome: "attempted" }) clinic.Time.Advance(SlotLedger.GoodFor + TimeSpan.FromTicks(1));
        };

        var text = await clinic.SendAsync(id, "Your visit is tomorrow.");

        Assert.Empty(clinic.Carrier.Calls);
        var waiting = await clinic.MessageAsync(id, text);
        Assert.Equal((MessageStatus.Queued, null, null), (waiting.Status, waiting.SlotAt, waiting.TicketAt));
        clinic.Journal.Before = _ => { };
        await clinic.TickAsync(TimeSpan.FromSeconds(1));
        Assert.Single(clinic.Carrier.Calls);
    }

    [Fact]
    public async Task Near_turn_is_waited_for_and_a_stop_meanwhile_counts()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TenDigit);
        clinic.WaitAtMost = TimeSpan.FromSeconds(10);
        clinic.Restart();
        var id = await clinic.AgreeAsync();
        await clinic.SendAsync(id, "One.");
        var two = await clinic.QueueAsync(id, "Two.");
        var three = await clinic.QueueAsync(id, "Three.");

        var sending = clinic.Get<Sender>().SendAsync(id, two, CancellationToken.None, isPromised: true);
        await WaitsAsync(clinic, sending);
        Assert.Equal(MessageStatus.Sent, (await PlayAsync(clinic, sending)).Status);

        sending = clinic.Get<Sender>().SendAsync(id, three, CancellationToken.None, isPromised: true);
        await WaitsAsync(clinic, sending);
        await using var other = clinic.Beside();
        await other.DeliverAsync(AcsJson.Sms("Incoming_1", "STOP"));
        Assert.Equal(MessageStatus.Suppressed, (await PlayAsync(clinic, sending)).Status);
        Assert.DoesNotContain(clinic.Carrier.Calls, call => call.Text.Value == "Three.");
    }

    [Fact]
    public async Task Promise_of_a_claim_that_lives_is_moved_and_not_lost()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        var id = await clinic.AgreeAsync();
        var text = await clinic.QueueAsync(id, "Your visit is tomorrow.");
        clinic.Time.Advance(TimeSpan.FromSeconds(30));
        clinic.Carrier.Before = _ => throw new IOException("The process dies here.");
        await Assert.ThrowsAsync<IOException>(
            () => clinic.Get<Sender>().SendAsync(id, text, CancellationToken.None, isPromised: true));
        clinic.Carrier.Before = _ => { };

        // The promise of whoever wrote it is due while the claim lives.
        await clinic.TickAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(MessageStatus.Sending, (await clinic.MessageAsync(id, text)).Status);
        await clinic.TickAsync(TimeSpan.FromSeconds(62));
        await clinic.TickAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(MessageStatus.Sent, (await clinic.MessageAsync(id, text)).Status);
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Short of a slot's distance: one step too many does not bring the next text's slot.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    // The sender sets a timer of the clock that the test moves: it is there before the text goes.
    private static async Task WaitsAsync(TestClinic clinic, Task sending)
    {
        for (var n = 0; n < 2_000 && clinic.Time.WaitingFor(Patience) == 0; n++) await Task.Delay(5);
        Assert.False(sending.IsCompleted);
        Assert.NotEqual(0, clinic.Time.WaitingFor(Patience));
    }

    private static async Task<SendReport> PlayAsync(TestClinic clinic, Task<SendReport> sending)
    {
        for (var n = 0; n < 2_000 && !sending.IsCompleted; n++)
        {
            if (clinic.Time.WaitingFor(Patience) > 0) clinic.Time.Advance(Step);
            await Task.WhenAny(sending, Task.Delay(5));
        }

        return await sending.WaitAsync(TimeSpan.FromSeconds(1));
    }

    private static ClinicLine Line(TestClinic clinic) => clinic.Get<ClinicProfile>().Lines[0];

    private static Task<TimeSpan> HorizonAsync(TestClinic clinic) =>
        clinic.Get<SlotLedgerStore>().HorizonAsync(Line(clinic), clinic.Time.GetUtcNow(), CancellationToken.None);

    private static int Reminders(TestClinic clinic) =>
        clinic.Carrier.Sent.Count(sent => sent.Text.Value.StartsWith("Your visit", StringComparison.Ordinal));
}

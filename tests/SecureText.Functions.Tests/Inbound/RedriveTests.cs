using System.Text;
using Microsoft.Extensions.Logging;
using SecureText.Api;
using SecureText.Harness;
using SecureText.Hosted;

namespace SecureText.Inbound;

/// <summary>P1 and P3 of what Event Grid gave up on: taken in once, and then no longer there in clear.</summary>
public class RedriveTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Blob = "INBOUNDSMS/2026/11/18/20/0b0c6a4e.json";

    [Fact]
    public async Task Blob_with_several_events_is_taken_in_and_deleted()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await PutAsync(clinic, Blob, List(AcsJson.Sms("Incoming_1", "May I come at four?"), AcsJson.Sms("Incoming_2", "Or at five?")));

        Assert.Equal((1, 0), await TakeAsync(clinic));
        var texts = (await clinic.ThreadOf(TestClinic.Patient)).Select(m => m.Text).ToList();
        Assert.Contains("May I come at four?", texts);
        Assert.Contains("Or at five?", texts);
        Assert.Empty(await BlobsAsync(clinic));
        var entry = Assert.Single(clinic.Journal.Entries, e => e.Action == "event.redriven");
        Assert.Equal(("system", "0b0c6a4e.json", "events:2"), (entry.Actor, entry.Correlation, entry.Detail));
        Assert.Contains($"{LogLevel.Warning} 1 blobs of dead letters were taken in", clinic.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_was_delivered_after_all_is_not_there_twice()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var sms = AcsJson.Sms("Incoming_1", "May I come at four?");
        await clinic.DeliverAsync(sms);
        await PutAsync(clinic, Blob, List(sms));
        Assert.Equal((1, 0), await TakeAsync(clinic));
        Assert.Equal(2, (await clinic.ThreadOf(TestClinic.Patient)).Count);
        Assert.Single(clinic.Carrier.Sent);
    }

    [Fact]
    public async Task Report_that_was_late_still_counts()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var tag = clinic.Carrier.Sent.Single().Tag;
        await PutAsync(clinic, Blob, List(AcsJson.Report("Outgoing_1", tag, "Delivered", "2000: No error.")));
        Assert.Equal((1, 0), await TakeAsync(clinic));
        Assert.Contains(
            await clinic.ThreadOf(TestClinic.Patient), m => m.Message.Status == Conversations.MessageStatus.Delivered);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[{\"eventType\":\"Microsoft.Communication.SMSReceived\",\"data\":{}}]")]
    [InlineData("[7]")]
    public async Task Malformed_one_goes_sealed_to_quarantine(string content)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await PutAsync(clinic, Blob, Encoding.UTF8.GetBytes(content));
        Assert.Equal((1, 0), await TakeAsync(clinic));
        Assert.Empty(await BlobsAsync(clinic));
        Assert.Equal(1, await clinic.Storage().CountQuarantineAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Malformed_one_beside_a_good_one_takes_neither_away()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await PutAsync(clinic, Blob, List("{\"x\":1}", AcsJson.Sms("Incoming_1", "May I come at four?")));
        Assert.Equal((1, 0), await TakeAsync(clinic));
        Assert.Equal("May I come at four?", (await clinic.ThreadOf(TestClinic.Patient))[0].Text);
        Assert.Equal(1, await clinic.Storage().CountQuarantineAsync(CancellationToken.None));
    }

    [Fact]
    public async Task One_that_cannot_be_stored_stays_and_is_told_and_holds_up_no_other()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await PutAsync(clinic, Blob, List(AcsJson.Sms("Incoming_1", "May I come at four?")));
        await PutAsync(clinic, Blob + "2", List(AcsJson.Sms("Incoming_2", "Or at five?")));
        var failed = false;
        clinic.Journal.Before = _ =>
        {
            if (failed) return;
            failed = true;
            throw new Azure.RequestFailedException("The journal is silent.");
        };

        Assert.Equal((1, 1), await TakeAsync(clinic));
        Assert.Equal([Blob], await BlobsAsync(clinic));
        Assert.Contains($"{LogLevel.Error} 1 blobs of dead letters wait", clinic.Logs.All, StringComparison.Ordinal);
        Assert.Equal((1, 0), await TakeAsync(clinic));
        Assert.Empty(await BlobsAsync(clinic));
    }

    [Fact]
    public async Task Process_killed_between_storing_and_deleting_takes_it_in_once()
    {
        var points = new FaultPoints();
        await using var clinic = await TestClinic.StartAsync(azurite, transport: new FaultTransport(points));
        clinic.Watch(points);
        var calls = 0;
        for (var kill = 1; kill == 1 || kill <= calls; kill++)
        {
            var id = $"Incoming_{kill}";
            var sender = $"+12065550{100 + (kill % 100)}";
            points.Revive();
            points.Arm(FaultKind.Kill, 0);
            await PutAsync(clinic, Blob, List(AcsJson.Sms(id, $"Text {id}", from: sender)));
            points.Arm(FaultKind.Kill, kill);
            await Record.ExceptionAsync(() => TakeAsync(clinic));

            points.Revive();
            points.Arm(FaultKind.Kill, 0);
            clinic.Restart();
            clinic.Watch(points);
            await TakeAsync(clinic);
            calls = Math.Max(calls, points.Count);
            Assert.Empty(await BlobsAsync(clinic));
            Assert.Single(await clinic.ThreadOf(sender), m => m.Text == $"Text {id}");
        }

        Assert.True(calls > 5);
    }

    [Fact]
    public async Task One_that_is_too_long_waits_for_a_person()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await PutAsync(clinic, Blob, new byte[(8 * 1024 * 1024) + 1]);
        Assert.Equal((0, 1), await TakeAsync(clinic));
        Assert.Equal([Blob], await BlobsAsync(clinic));
    }

    [Fact]
    public async Task Quarantine_is_tried_again_and_keeps_what_is_no_better()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync("not an event");
        var good = AcsJson.Sms("Incoming_1", "May I come at four?");
        await clinic.Get<Quarantine>().KeepAsync(good, "unknown line", CancellationToken.None);
        var retry = clinic.Get<QuarantineRetry>();
        Assert.Equal(
            ["not JSON", "unknown line"],
            (await retry.ReadAsync(CancellationToken.None)).Select(item => item.Problem).Order(StringComparer.Ordinal));

        clinic.Restart();
        retry = clinic.Get<QuarantineRetry>();
        Assert.Equal(new QuarantineRun(1, 1, false), await retry.TryAsync(CancellationToken.None));
        Assert.Equal("May I come at four?", (await clinic.ThreadOf(TestClinic.Patient))[0].Text);
        Assert.Equal(new QuarantineRun(0, 1, false), await retry.TryAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Quarantined_event_that_cannot_be_stored_now_holds_up_no_other()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        foreach (var id in (string[])["Incoming_1", "Incoming_2"])
            await clinic.Get<Quarantine>().KeepAsync(AcsJson.Sms(id, "Hello"), "unknown line", CancellationToken.None);
        clinic.Journal.Before = entry =>
        {
            if (entry is { Action: "message.received", Correlation: "Incoming_1" }) throw new IOException("The journal is silent.");
        };
        var retry = clinic.Get<QuarantineRetry>();
        Assert.Equal(new QuarantineRun(1, 1, false), await retry.TryAsync(CancellationToken.None));

        clinic.Journal.Before = _ => { };
        Assert.Equal(new QuarantineRun(1, 0, false), await retry.TryAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Quarantined_blob_that_somebody_changed_or_moved_stays()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.Get<Quarantine>().KeepAsync(AcsJson.Sms("Incoming_1", "Hello"), "unknown line", CancellationToken.None);
        var container = clinic.Storage().Quarantine;
        var blob = await container.GetBlobsAsync().SingleAsync();
        var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content;
        await container.GetBlobClient(blob.Name).DeleteAsync();
        await container.GetBlobClient("elsewhere").UploadAsync(content);
        await container.GetBlobClient("words").UploadAsync(BinaryData.FromString("words"));
        var retry = clinic.Get<QuarantineRetry>();
        Assert.Equal(new QuarantineRun(0, 2, false), await retry.TryAsync(CancellationToken.None));
        Assert.Equal(2, (await retry.ReadAsync(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Owner_sees_what_waits_and_tries_again_and_the_journal_says_who()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync("not an event of a patient");
        await clinic.Get<Quarantine>().KeepAsync(AcsJson.Sms("Incoming_1", "Hello"), "unknown line", CancellationToken.None);
        var (status, body) = await CallAsync(clinic, "ReadQuarantine");
        Assert.Equal(200, status);
        Assert.Contains("\"problem\":\"unknown line\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("patient", body, StringComparison.Ordinal);

        Assert.Equal((200, "{\"stored\":1,\"left\":1,\"more\":false}"), await CallAsync(clinic, "RetryQuarantine"));
        Assert.Equal(
            [("attempted", null), ("done", "stored:1|left:1")],
            clinic.Journal.Entries.Where(e => e.Action == "quarantine.retried" && e.Actor.StartsWith("staff:", StringComparison.Ordinal))
                .Select(e => (e.Outcome, e.Detail)));

        clinic.Journal.Fails = true;
        await clinic.Get<Quarantine>().KeepAsync(AcsJson.Sms("Incoming_2", "Hello"), "unknown line", CancellationToken.None)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(503, (await CallAsync(clinic, "RetryQuarantine")).Status);
    }

    private static Task<(int Status, string Body)> CallAsync(TestClinic clinic, string function) =>
        FunctionCall.InvokeAsync(clinic, HttpFunction.All.Single(f => f.Name == function), principal: Principal.Owner);

    private static Task<(int Taken, int Waiting)> TakeAsync(TestClinic clinic) =>
        clinic.Get<DeadLetters>().TakeAsync(CancellationToken.None);

    private static byte[] List(params string[] events) => Encoding.UTF8.GetBytes($"[{string.Join(',', events.Select(WithReason))}]");

    // As Event Grid writes it: the event, and why it gave up.
    private static string WithReason(string json) =>
        json[..^1] + ",\"deadLetterReason\":\"TimeToLiveExceeded\",\"deliveryAttempts\":11,\"lastDeliveryOutcome\":\"Busy\"}";

    private static async Task PutAsync(TestClinic clinic, string name, byte[] content) =>
        await clinic.Storage().DeadLetters.GetBlobClient(name).UploadAsync(new MemoryStream(content), overwrite: true);

    private static async Task<IReadOnlyList<string>> BlobsAsync(TestClinic clinic)
    {
        var names = new List<string>();
        await foreach (var blob in clinic.Storage().DeadLetters.GetBlobsAsync()) names.Add(blob.Name);
        return names;
    }
}

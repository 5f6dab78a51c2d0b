using System.Diagnostics.Tracing;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core.Diagnostics;
using SecureText.Carriers;
using static SecureText.Azure.Tests.Carriers.AcsSamples;

namespace SecureText.Azure.Tests.Carriers;

public sealed class AcsCarrierTests
{
    [Fact]
    public async Task SendAsync_taken_says_accepted_with_the_carriers_id()
    {
        var acs = new FakeAcs(FakeAcs.Accepted());

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Accepted("Outgoing_1"), reply);
        var seen = Assert.Single(acs.Requests);
        Assert.Contains("\"tag\":\"outbox-1\"", seen.Body, StringComparison.Ordinal);
        Assert.Contains("\"enableDeliveryReport\":true", seen.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_carries_the_outbox_rows_own_repeatability_values()
    {
        var acs = new FakeAcs(FakeAcs.Accepted());

        await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        var (id, firstSent) = Assert.Single(acs.Requests).Repeatability;
        Assert.Equal("00000001-0002-0003-0405-060708090a0b", id);
        Assert.Equal("Wed, 04 Mar 2026 20:07:07 GMT", firstSent);
    }

    [Fact]
    public async Task SendAsync_twice_the_same_message_sends_byte_identical_bodies()
    {
        // Two carriers: the second call is the one after a crash, in a new process.
        var acs = new FakeAcs((_, _) => Task.FromResult(FakeAcs.Accepted()));

        await CarrierOf(acs).SendAsync(Message, CancellationToken.None);
        await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        var seen = acs.Requests.ToArray();
        Assert.Equal(2, seen.Length);
        Assert.Equal(seen[0].Body, seen[1].Body);
    }

    [Fact]
    public async Task SendAsync_retried_in_the_pipeline_sends_byte_identical_bodies_signed_anew()
    {
        var acs = new FakeAcs(
            FakeAcs.Answer(HttpStatusCode.InternalServerError), FakeAcs.Answer(HttpStatusCode.BadGateway), FakeAcs.Accepted());

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.IsType<CarrierReply.Accepted>(reply);
        Assert.Equal(3, acs.Requests.Count);
        Assert.Single(acs.Requests.Select(r => r.Body).Distinct());
        Assert.All(acs.Requests, AssertSigned);
    }

    [Fact]
    public async Task SendAsync_many_at_once_never_mixes_ids()
    {
        const int Count = 100;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acs = new FakeAcs(async (n, _) =>
        {
            // Every call is under way at the same time before the first is answered.
            if (n == Count - 1) all.SetResult();
            await all.Task;
            return FakeAcs.Accepted();
        });
        var carrier = CarrierOf(acs);
        var messages = Enumerable.Range(0, Count).Select(n => MessageOf((byte)n)).ToArray();

        await Task.WhenAll(messages.Select(m => Task.Run(() => carrier.SendAsync(m, CancellationToken.None))));

        var expected = messages.Select(m => (m.Tag, m.RepeatabilityId.ToString())).Order();
        var actual = acs.Requests.Select(r => (Tag: Tag(r), r.Repeatability.Id!)).Order();
        Assert.Equal(expected, actual);
        Assert.All(acs.Requests, AssertSigned);
    }

    [Fact]
    public async Task SendAsync_logs_neither_words_nor_number_at_the_most_talkative_level()
    {
        var lines = new StringBuilder();
        using var listener = new AzureEventSourceListener((_, text) => { lock (lines) lines.AppendLine(text); }, EventLevel.LogAlways);
        var acs = new FakeAcs(
            FakeAcs.Answer(HttpStatusCode.InternalServerError, """{"error":{"code":"X","message":"+12065550123"}}"""), FakeAcs.Accepted());

        await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        string log;
        lock (lines) log = lines.ToString();
        Assert.Contains("clinic.communication.azure.com", log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY-WORDS", log, StringComparison.Ordinal);
        Assert.DoesNotContain("2065550123", log, StringComparison.Ordinal);
    }

    private static string Tag(FakeAcs.Seen seen) =>
        System.Text.Json.JsonDocument.Parse(seen.Body).RootElement.GetProperty("smsSendOptions").GetProperty("tag").GetString()!;

    private static void AssertSigned(FakeAcs.Seen seen)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(seen.Body)));
        var toSign = $"POST\n{seen.PathAndQuery}\n{seen.Headers["x-ms-date"]};{seen.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AccessKey), Encoding.ASCII.GetBytes(toSign)));
        Assert.EndsWith($"Signature={signature}", seen.Headers["Authorization"], StringComparison.Ordinal);
    }
}

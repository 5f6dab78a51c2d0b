using System.Diagnostics.Tracing;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Diagnostics;
using Azure.Identity;
using SecureText.Carriers;
using SecureText.Texting;

namespace SecureText.Azure.Tests.Carriers;

public sealed class AcsCarrierTests
{
    private const string AccessKey = "c2VjcmV0LWtleS1mb3ItdGVzdHMtb25seS0zMi1ieXRlcyE=";

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 15, 6, 7, TimeSpan.FromHours(-5));

    private static readonly CarrierMessage Message = MessageOf(1);

    private static CarrierMessage MessageOf(byte n) => new(
        PhoneNumber.Parse("+12065550100"),
        PhoneNumber.Parse("+12065550123"),
        new MessageText("Your ride is confirmed. CANARY-WORDS"),
        $"outbox-{n}",
        new Guid(n, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]),
        Now.AddMinutes(n));

    private static AcsCarrier CarrierOf(FakeAcs acs, TimeProvider? time = null) => AcsCarrier.Create(
        new AcsOptions { ConnectionString = $"endpoint=https://clinic.communication.azure.com/;accesskey={AccessKey}" },
        credential: null,
        time ?? new HandTime(Now),
        acs.Transport(),
        TimeSpan.FromMilliseconds(1));

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

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task SendAsync_recipient_refused_says_rejected_with_the_status_alone(int status)
    {
        var acs = new FakeAcs(FakeAcs.Answer(HttpStatusCode.Accepted, $$"""
            {"value":[{"to":"+12065550123","httpStatusCode":{{status}},"errorMessage":"+12065550123 is no good","successful":false}]}
            """));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Rejected($"{status}"), reply);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task SendAsync_recipient_not_served_now_says_unavailable(int status)
    {
        var acs = new FakeAcs(FakeAcs.Answer(HttpStatusCode.Accepted, $$"""
            {"value":[{"to":"+12065550123","httpStatusCode":{{status}},"errorMessage":"+12065550123","successful":false}]}
            """));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable($"{status}", TimeSpan.FromSeconds(30)), reply);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    public async Task SendAsync_request_refused_says_rejected(HttpStatusCode status)
    {
        var acs = new FakeAcs(FakeAcs.Answer(status, """{"error":{"code":"X","message":"+12065550123"}}"""));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Rejected($"{(int)status}"), reply);
        Assert.Single(acs.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task SendAsync_our_setup_refused_keeps_the_text_for_later(HttpStatusCode status)
    {
        var acs = new FakeAcs(FakeAcs.Answer(status));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable($"{(int)status}", TimeSpan.FromSeconds(30)), reply);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Wed, 04 Mar 2026 20:08:07 GMT", 120)]
    [InlineData("Wed, 04 Mar 2020 20:08:07 GMT", 0)]
    [InlineData("999999", 3600)]
    [InlineData("soon", 30)]
    [InlineData("-5", 30)]
    [InlineData(null, 30)]
    public async Task SendAsync_too_many_says_when_to_try_again_and_does_not_retry_itself(string? retryAfter, int seconds)
    {
        var acs = new FakeAcs(FakeAcs.Answer(HttpStatusCode.TooManyRequests, retryAfter: retryAfter));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable("429", TimeSpan.FromSeconds(seconds)), reply);
        Assert.Single(acs.Requests);
    }

    [Fact]
    public async Task SendAsync_service_that_names_a_wait_is_not_retried()
    {
        var acs = new FakeAcs(FakeAcs.Answer(HttpStatusCode.ServiceUnavailable, retryAfter: "60"));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable("503", TimeSpan.FromSeconds(60)), reply);
        Assert.Single(acs.Requests);
    }

    [Fact]
    public async Task SendAsync_broken_service_says_unavailable_after_three_tries()
    {
        var acs = new FakeAcs((_, _) => Task.FromResult(FakeAcs.Answer(HttpStatusCode.InternalServerError)));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable("500-retried", TimeSpan.FromSeconds(30)), reply);
        Assert.Equal(3, acs.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_no_connection_says_unavailable_after_three_tries()
    {
        var acs = new FakeAcs((_, _) => throw new HttpRequestException("refused"));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable("no-connection-retried", TimeSpan.FromSeconds(30)), reply);
        Assert.Equal(3, acs.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"value":[]}""")]
    public async Task SendAsync_unreadable_answer_says_unavailable_because_the_text_may_have_been_taken(string body)
    {
        var acs = new FakeAcs(FakeAcs.Answer(HttpStatusCode.Accepted, body));

        var reply = await CarrierOf(acs).SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable("unreadable-answer", TimeSpan.FromSeconds(30)), reply);
    }

    [Fact]
    public async Task SendAsync_silent_service_says_timeout_when_the_budget_is_spent()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acs = new FakeAcs(async (_, cancellationToken) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("never");
        });
        var time = new HandTime(Now);

        var sending = CarrierOf(acs, time).SendAsync(Message, CancellationToken.None);
        await asked.Task;
        time.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(new CarrierReply.Unavailable("timeout", TimeSpan.FromSeconds(30)), await sending);
    }

    [Fact]
    public async Task SendAsync_cancelled_by_the_caller_throws_and_quotes_nothing()
    {
        using var stop = new CancellationTokenSource();
        var acs = new FakeAcs(async (_, _) =>
        {
            await stop.CancelAsync();
            return FakeAcs.Answer(HttpStatusCode.BadRequest, """{"error":{"code":"X","message":"+12065550123"}}""");
        });

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CarrierOf(acs).SendAsync(Message, stop.Token));

        Assert.DoesNotContain("2065550123", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_sign_in_that_fails_says_unavailable()
    {
        var acs = new FakeAcs(FakeAcs.Accepted());
        var carrier = AcsCarrier.Create(
            new AcsOptions { Endpoint = new Uri("https://clinic.communication.azure.com") },
            new NoSignIn(), new HandTime(Now), acs.Transport(), TimeSpan.FromMilliseconds(1));

        var reply = await carrier.SendAsync(Message, CancellationToken.None);

        Assert.Equal(new CarrierReply.Unavailable("sign-in", TimeSpan.FromSeconds(30)), reply);
        Assert.Empty(acs.Requests);
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

    private sealed class NoSignIn : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No identity.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No identity.");
    }
}

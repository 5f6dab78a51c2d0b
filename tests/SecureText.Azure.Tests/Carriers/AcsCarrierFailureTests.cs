using System.Net;
using Azure.Core;
using Azure.Identity;
using SecureText.Carriers;
using static SecureText.Azure.Tests.Carriers.AcsSamples;

namespace SecureText.Azure.Tests.Carriers;

/// <summary>Whatever goes wrong is an answer that says whether the text may have been taken.</summary>
public sealed class AcsCarrierFailureTests
{
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

    private sealed class NoSignIn : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No identity.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No identity.");
    }
}

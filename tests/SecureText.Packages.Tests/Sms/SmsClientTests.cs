using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;
using Azure.Core;
using Azure.Core.Pipeline;
using static SecureText.Packages.Tests.Sms.RecordingService;

namespace SecureText.Packages.Tests.Sms;

/// <summary>What SecureText rests on in Azure.Communication.Sms, written against the package's API alone.</summary>
public sealed class SmsClientTests
{
    private const string AccessKey = "c2VjcmV0LWtleS1mb3ItdGVzdHMtb25seS0zMi1ieXRlcyE=";
    private const string From = "+12065550100";
    private const string To = "+12065550123";

    private static readonly Answer Accepted = new(HttpStatusCode.Accepted, """
        {"value":[{"to":"+12065550123","messageId":"Outgoing_1","httpStatusCode":202,"repeatabilityResult":"accepted","successful":true}]}
        """);

    private static SmsClient ClientOf(RecordingService service, Action<SmsClientOptions>? configure = null)
    {
        var options = new SmsClientOptions { Transport = service.Transport() };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        configure?.Invoke(options);
        return new SmsClient($"endpoint=https://clinic.communication.azure.com/;accesskey={AccessKey}", options);
    }

    [Fact]
    public async Task SendAsync_one_recipient_posts_the_body_of_the_protocol()
    {
        var service = new RecordingService(Accepted);

        await ClientOf(service).SendAsync(From, To, "See you \u00e0 9:00 \ud83d\ude00", new SmsSendOptions(true) { Tag = "out-1" });

        var seen = Assert.Single(service.Requests);
        Assert.Equal(HttpMethod.Post, seen.Method);
        Assert.Equal("https://clinic.communication.azure.com/sms?api-version=2021-03-07", seen.Uri.AbsoluteUri);
        Assert.StartsWith("application/json", seen.Headers["Content-Type"], StringComparison.Ordinal);
        using var body = JsonDocument.Parse(seen.Body);
        Assert.Equal(From, body.RootElement.GetProperty("from").GetString());
        Assert.Equal("See you \u00e0 9:00 \ud83d\ude00", body.RootElement.GetProperty("message").GetString());
        Assert.True(body.RootElement.GetProperty("smsSendOptions").GetProperty("enableDeliveryReport").GetBoolean());
        Assert.Equal("out-1", body.RootElement.GetProperty("smsSendOptions").GetProperty("tag").GetString());
        var recipient = Assert.Single(body.RootElement.GetProperty("smsRecipients").EnumerateArray());
        Assert.Equal(To, recipient.GetProperty("to").GetString());
        Assert.True(Guid.TryParse(recipient.GetProperty("repeatabilityRequestId").GetString(), out _));
        Assert.True(DateTimeOffset.TryParseExact(
            recipient.GetProperty("repeatabilityFirstSent").GetString(), "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    [Fact]
    public async Task SendAsync_twice_uses_a_fresh_repeatability_id_each_time()
    {
        var service = new RecordingService(Accepted);
        var client = ClientOf(service);

        await client.SendAsync(From, To, "one");
        await client.SendAsync(From, To, "one");

        Assert.NotEqual(RepeatabilityId(service.Requests[0]), RepeatabilityId(service.Requests[1]));
    }

    [Fact]
    public async Task SendAsync_retried_in_the_pipeline_keeps_the_repeatability_id()
    {
        var service = new RecordingService(new Answer(HttpStatusCode.ServiceUnavailable, "{}"), Accepted);

        var response = await ClientOf(service).SendAsync(From, To, "one");

        Assert.True(response.Value.Successful);
        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(RepeatabilityId(service.Requests[0]), RepeatabilityId(service.Requests[1]));
    }

    [Fact]
    public async Task SendAsync_with_a_key_signs_method_path_date_host_and_body()
    {
        var service = new RecordingService(Accepted);

        await ClientOf(service).SendAsync(From, To, "one");

        AssertSigned(Assert.Single(service.Requests));
    }

    [Fact]
    public async Task SendAsync_with_a_per_call_policy_signs_the_body_that_the_policy_left()
    {
        var service = new RecordingService(Accepted);
        var client = ClientOf(service, o => o.AddPolicy(new ReplaceBody("""{"changed":true}"""), HttpPipelinePosition.PerCall));

        await client.SendAsync(From, To, "one");

        Assert.Equal("""{"changed":true}""", Assert.Single(service.Requests).Body);
        AssertSigned(service.Requests[0]);
    }

    [Fact]
    public async Task SendAsync_with_a_token_credential_asks_for_the_communication_scope()
    {
        var service = new RecordingService(Accepted);
        var credential = new FixedToken();
        var client = new SmsClient(
            new Uri("https://clinic.communication.azure.com"), credential, new SmsClientOptions { Transport = service.Transport() });

        await client.SendAsync(From, To, "one");

        Assert.Equal("Bearer token-1", Assert.Single(service.Requests).Headers["Authorization"]);
        Assert.Equal(["https://communication.azure.com//.default"], credential.Scopes);
    }

    [Fact]
    public async Task SendAsync_many_recipients_returns_each_result()
    {
        var service = new RecordingService(new Answer(HttpStatusCode.Accepted, """
            {"value":[
              {"to":"+12065550123","messageId":"Outgoing_1","httpStatusCode":202,"successful":true},
              {"to":"+1206","httpStatusCode":400,"errorMessage":"Invalid To phone number format.","successful":false}]}
            """));

        var response = await ClientOf(service).SendAsync(From, [To, "+1206"], "one");

        Assert.Equal(2, response.Value.Count);
        Assert.Equal(("Outgoing_1", 202, true, null), (response.Value[0].MessageId, response.Value[0].HttpStatusCode, response.Value[0].Successful, response.Value[0].ErrorMessage));
        Assert.Equal(("+1206", null, 400, false), (response.Value[1].To, response.Value[1].MessageId, response.Value[1].HttpStatusCode, response.Value[1].Successful));
        Assert.NotNull(response.Value[1].ErrorMessage);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task SendAsync_answer_other_than_202_throws_with_its_status(HttpStatusCode status)
    {
        var service = new RecordingService(new Answer(status, """{"error":{"code":"Refused","message":"No."}}"""));
        var client = ClientOf(service, o => o.Retry.MaxRetries = 0);

        var exception = await Assert.ThrowsAsync<RequestFailedException>(() => client.SendAsync(From, To, "one"));

        Assert.Equal((int)status, exception.Status);
        Assert.Equal("Refused", exception.ErrorCode);
    }

    [Fact]
    public void Send_synchronous_does_the_same()
    {
        var service = new RecordingService(Accepted);

        var response = ClientOf(service).Send(From, To, "one");

        Assert.Equal("Outgoing_1", response.Value.MessageId);
        AssertSigned(Assert.Single(service.Requests));
    }

    [Theory]
    [InlineData("accesskey=YQ==")]
    [InlineData("endpoint=https://clinic.communication.azure.com/")]
    [InlineData("nothing")]
    public void Constructor_connection_string_without_what_it_needs_throws(string connectionString) =>
        Assert.ThrowsAny<Exception>(() => new SmsClient(connectionString));

    [Fact]
    public async Task SendAsync_without_from_to_or_message_throws_before_sending()
    {
        var service = new RecordingService(Accepted);
        var client = ClientOf(service);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync("", To, "one"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync(From, "", "one"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.SendAsync(From, To, null!));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public void ModelFactory_makes_a_result()
    {
        var result = SmsModelFactory.SmsSendResult(To, "m", 202, true, "e");

        Assert.Equal((To, "m", 202, true, "e"), (result.To, result.MessageId, result.HttpStatusCode, result.Successful, result.ErrorMessage));
    }

    private static string? RepeatabilityId(Seen seen)
    {
        using var body = JsonDocument.Parse(seen.Body);
        return body.RootElement.GetProperty("smsRecipients")[0].GetProperty("repeatabilityRequestId").GetString();
    }

    private static void AssertSigned(Seen seen)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(seen.Body)));
        var toSign = $"POST\n{seen.Uri.PathAndQuery}\n{seen.Headers["x-ms-date"]};{seen.Uri.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AccessKey), Encoding.ASCII.GetBytes(toSign)));
        Assert.Equal(hash, seen.Headers["x-ms-content-sha256"]);
        Assert.Equal(
            $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}", seen.Headers["Authorization"]);
    }

    private sealed class ReplaceBody(string body) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) =>
            message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body));
    }

    private sealed class FixedToken : TokenCredential
    {
        internal string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token-1", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SecureText.EventGridDelivery;
using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.EndToEnd.Tests.Simulator;

public sealed class SmsServiceTests : IAsyncDisposable
{
    private const string Patient = "+12065550123";
    private const string Line = "+18335550100";
    private const string FirstSent = "Mon, 02 Mar 2026 15:00:00 GMT";

    private static readonly byte[] AccessKey = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly JumpingTime time = new();
    private readonly RecordedEvents events = new();
    private readonly PhoneNetwork network;
    private readonly SmsService service;

    public SmsServiceTests()
    {
        network = new PhoneNetwork([new SimulatedLine(Line, LineKind.TollFree, 5)], events, time, new CountingRandom());
        service = new SmsService(network, AccessKey, time);
    }

    public ValueTask DisposeAsync() => network.DisposeAsync();

    [Fact]
    public async Task Answer_good_request_takes_the_text_and_reports_with_its_tag()
    {
        var item = Single(Send(Body()));
        using var limit = new CancellationTokenSource(Limit);
        await network.IdleAsync(limit.Token);

        Assert.Equal((202, true, "accepted"), (
            (int)item["httpStatusCode"]!, (bool)item["successful"]!, (string?)item["repeatabilityResult"]));
        Assert.Equal("Your visit is on Monday.", Assert.Single(network.Thread(Patient)).Text);
        var report = Assert.Single(events.All);
        Assert.Equal((string?)item["messageId"], report.Id);
        Assert.Equal("outbox-7", (string?)report.Data.Single(pair => pair.Key == "tag").Value);
    }

    [Fact]
    public void Answer_same_id_again_gives_the_first_result_and_sends_nothing()
    {
        var first = Send(Body());

        var second = Send(Body());

        Assert.Equal(first.Json, second.Json);
        Assert.Single(network.Thread(Patient));
    }

    [Fact]
    public async Task Answer_same_id_at_the_same_moment_sends_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Send(Body()))));

        Assert.Single(network.Thread(Patient));
    }

    [Fact]
    public void Answer_same_id_with_other_words_is_rejected()
    {
        Send(Body());

        var item = Single(Send(Body(message: "Something else.")));

        Assert.Equal((400, "rejected", false), (
            (int)item["httpStatusCode"]!, (string?)item["repeatabilityResult"], (bool)item["successful"]!));
        Assert.Single(network.Thread(Patient));
    }

    [Fact]
    public void Answer_first_sent_in_another_form_is_rejected()
    {
        var item = Single(Send(Body(firstSent: "2026-03-02T15:00:00Z")));

        Assert.Equal((400, "rejected"), ((int)item["httpStatusCode"]!, (string?)item["repeatabilityResult"]));
        Assert.Empty(network.Thread(Patient));
    }

    [Fact]
    public void Answer_bad_number_refuses_that_recipient_only()
    {
        var body = Body();
        body["smsRecipients"]!.AsArray().Add(new JsonObject { ["to"] = "206-555" });

        var items = JsonNode.Parse(Send(body).Json)!["value"]!.AsArray();

        Assert.Equal([202, 400], items.Select(item => (int)item!["httpStatusCode"]!));
        Assert.Equal("Invalid To phone number format.", (string?)items[1]!["errorMessage"]);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(101, 10)]
    [InlineData(1, 2049)]
    public void Answer_outside_the_limits_is_400_with_an_error_object(int recipients, int length)
    {
        var body = Body(message: new string('a', length));
        body["smsRecipients"] = new JsonArray(
            [.. Enumerable.Range(0, recipients).Select(_ => new JsonObject { ["to"] = Patient })]);

        var answer = Send(body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("BadRequest", (string?)JsonNode.Parse(answer.Json)!["error"]!["code"]);
    }

    [Fact]
    public void Answer_line_that_is_not_ours_is_400()
    {
        var body = Body();
        body["from"] = "+18335550199";

        Assert.Equal(400, Send(body).Status);
    }

    [Fact]
    public void Answer_options_without_the_report_flag_is_400()
    {
        var body = Body();
        body["smsSendOptions"] = new JsonObject { ["tag"] = "outbox-7" };

        Assert.Equal(400, Send(body).Status);
    }

    [Fact]
    public void Answer_above_the_rate_is_429_until_the_minute_is_over()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(202, Send(Body(id: i)).Status);

        var refused = Send(Body(id: 6));
        Assert.Equal(429, refused.Status);
        Assert.NotNull(refused.RetryAfterSeconds);
        Assert.Equal(5, network.Thread(Patient).Count);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(202, Send(Body(id: 6)).Status);
    }

    [Fact]
    public void Answer_each_part_of_a_text_counts_for_the_rate()
    {
        var twoParts = new string('a', 161);
        for (var i = 0; i < 2; i++) Assert.Equal(202, Send(Body(twoParts, id: i)).Status);

        Assert.Equal(429, Send(Body(twoParts, id: 3)).Status);
        Assert.Equal((4, 1), (service.MostInAMinute, network.Refused));
        Assert.Equal(202, Send(Body(id: 4)).Status);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("body")]
    [InlineData("path")]
    [InlineData("host")]
    [InlineData("old")]
    [InlineData("bearer")]
    [InlineData("none")]
    public void Answer_wrong_signature_is_401_and_sends_nothing(string wrong)
    {
        var good = Sign(Body(), AccessKey);
        var bad = wrong switch
        {
            "key" => Sign(Body(), new byte[64]),
            "body" => good with { Body = Encoding.UTF8.GetBytes(Body(message: "Other.").ToJsonString()) },
            "path" => good with { PathAndQuery = "/sms?api-version=2024-01-02" },
            "host" => good with { Host = "example.com" },
            "old" => Sign(Body(), AccessKey, time.GetUtcNow().AddMinutes(-16)),
            "bearer" => good with { Authorization = "Bearer token" },
            _ => good with { Authorization = null },
        };

        Assert.Equal(401, service.Answer(bad, "2021-03-07").Status);
        Assert.Empty(network.Thread(Patient));
        Assert.Equal(202, service.Answer(good, "2021-03-07").Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("latest")]
    public void Answer_without_a_known_version_is_400(string? version) =>
        Assert.Equal(400, service.Answer(Sign(Body(), AccessKey), version).Status);

    [Fact]
    public void Answer_service_down_is_503_and_sends_nothing()
    {
        network.Switches.Fault = ServiceFault.Unavailable;

        Assert.Equal(503, Send(Body()).Status);
        Assert.Empty(network.Thread(Patient));
    }

    private SmsAnswer Send(JsonObject body) => service.Answer(Sign(body, AccessKey), "2021-03-07");

    private SignedRequest Sign(JsonObject body, byte[] key, DateTimeOffset? at = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var date = (at ?? time.GetUtcNow()).ToString("r");
        var hash = Convert.ToBase64String(SHA256.HashData(bytes));
        const string path = "/sms?api-version=2021-03-07";
        var text = $"POST\n{path}\n{date};127.0.0.1:4290;{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)));
        return new SignedRequest("POST", path, "127.0.0.1:4290", date, hash,
            $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}", bytes);
    }

    private static JsonObject Single(SmsAnswer answer) =>
        Assert.Single(JsonNode.Parse(answer.Json)!["value"]!.AsArray())!.AsObject();

    private static JsonObject Body(
        string message = "Your visit is on Monday.", string firstSent = FirstSent, int id = 1) => new()
        {
            ["from"] = Line,
            ["smsRecipients"] = new JsonArray(new JsonObject
            {
                ["to"] = Patient,
                ["repeatabilityRequestId"] = $"fda6d242-46aa-4247-8bf6-{id:d12}",
                ["repeatabilityFirstSent"] = firstSent,
            }),
            ["message"] = message,
            ["smsSendOptions"] = new JsonObject { ["enableDeliveryReport"] = true, ["tag"] = "outbox-7" },
        };
}

internal sealed class RecordedEvents : IEventPublisher
{
    private readonly List<SmsEvent> events = [];

    internal IReadOnlyList<SmsEvent> All
    {
        get { lock (events) return [.. events]; }
    }

    public void Publish(SmsEvent smsEvent)
    {
        lock (events) events.Add(smsEvent);
    }
}

using System.Text.Json.Nodes;
using SecureText.EventGridDelivery;

namespace SecureText.EndToEnd.Tests.Simulator;

public sealed class EventSubscriptionTests : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(29);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly WorkTracker work = new();
    private readonly DeliveryLog log = new();
    private readonly DeliverySwitches switches = new();

    public ValueTask DisposeAsync() => work.DisposeAsync();

    [Fact]
    public async Task Publish_accepted_delivers_once_as_a_notification()
    {
        var endpoint = new ScriptedEndpoint();

        await DeliverAsync(endpoint, new JumpingTime(AnswerLimit), Faithful, Event("Incoming_1"));

        var request = Assert.Single(endpoint.Requests);
        Assert.Equal("Notification", request.Type);
        Assert.Equal("application/json; charset=utf-8", request.ContentType);
        Assert.Equal("Incoming_1", (string?)Assert.Single(JsonNode.Parse(request.Body)!.AsArray())!["id"]);
        Assert.Empty(log.DeadLetters);
    }

    [Fact]
    public async Task Publish_failing_endpoint_is_tried_again_on_the_published_schedule()
    {
        var time = new JumpingTime(AnswerLimit);
        var endpoint = new ScriptedEndpoint(500, 503, ScriptedEndpoint.NoConnection, 404, 408, 429, 502);

        await DeliverAsync(endpoint, time, Faithful, Event("Incoming_1"));

        Assert.Equal(
            [Seconds(10), Seconds(30), Minutes(1), Minutes(5), Minutes(10), Minutes(30), Minutes(60)], time.Waits);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], endpoint.Requests.Select(one => one.Count));
        Assert.Equal(new DeliveryCounts(1, 1, 7, 0), log.Counts);
    }

    [Fact]
    public async Task Publish_endpoint_that_does_not_answer_in_time_is_tried_again()
    {
        var time = new JumpingTime(); // the limit on the answer fires as well
        var endpoint = new ScriptedEndpoint(ScriptedEndpoint.NeverAnswers);

        await DeliverAsync(
            endpoint, time, Faithful with { AnswerLimit = Minutes(2), MaxAttempts = 1 }, Event("Incoming_1"));

        Assert.Equal("no answer", Assert.Single(log.DeadLetters).LastOutcome);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    public async Task Publish_refused_for_good_is_a_dead_letter_at_once(int status)
    {
        var time = new JumpingTime(AnswerLimit);
        var endpoint = new ScriptedEndpoint(status);

        await DeliverAsync(endpoint, time, Faithful, Event("Incoming_1"));

        var letter = Assert.Single(log.DeadLetters);
        Assert.Equal(("Incoming_1", "Undeliverable", 1, $"{status}"), (
            letter.Event.Id, letter.Reason, letter.Attempts, letter.LastOutcome));
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task Publish_always_failing_is_a_dead_letter_when_the_day_is_over()
    {
        var endpoint = new ScriptedEndpoint([.. Enumerable.Repeat(500, 100)]);

        await DeliverAsync(endpoint, new JumpingTime(AnswerLimit), Faithful, Event("Incoming_1"));

        // 10 s to 6 h are ten hours and three quarters; with two waits of twelve hours a day has passed.
        var letter = Assert.Single(log.DeadLetters);
        Assert.Equal((DeadLetter.TooOld, 11), (letter.Reason, letter.Attempts));
    }

    [Fact]
    public async Task Publish_always_failing_is_a_dead_letter_after_the_most_attempts()
    {
        var endpoint = new ScriptedEndpoint([.. Enumerable.Repeat(500, 100)]);

        await DeliverAsync(
            endpoint, new JumpingTime(AnswerLimit), Faithful with { MaxAttempts = 3 }, Event("Incoming_1"));

        Assert.Equal(DeadLetter.TooManyAttempts, Assert.Single(log.DeadLetters).Reason);
        Assert.Equal(3, endpoint.Requests.Count);
    }

    [Fact]
    public async Task Publish_scaled_waits_and_time_to_live_shrink_alike()
    {
        var time = new JumpingTime(AnswerLimit);
        var endpoint = new ScriptedEndpoint([.. Enumerable.Repeat(500, 100)]);

        await DeliverAsync(endpoint, time, Faithful with { Scale = 0.1 }, Event("Incoming_1"));

        Assert.Equal(Seconds(1), time.Waits[0]);
        Assert.Equal(11, Assert.Single(log.DeadLetters).Attempts);
    }

    [Fact]
    public async Task Publish_with_duplicates_delivers_the_same_event_three_times()
    {
        switches.Duplicates = true;
        var endpoint = new ScriptedEndpoint();

        await DeliverAsync(endpoint, new JumpingTime(AnswerLimit), Faithful, Event("Incoming_1"));

        Assert.Equal(3, endpoint.Requests.Count);
        Assert.Single(endpoint.Requests.Select(one => one.Body).Distinct());
    }

    [Fact]
    public async Task Publish_with_shuffling_holds_each_event_back()
    {
        switches.Shuffling = true;
        var time = new JumpingTime(AnswerLimit);

        await DeliverAsync(new ScriptedEndpoint(), time, Faithful, Event("Incoming_1"), Event("Incoming_2"));

        Assert.Equal([Faithful.ShuffleWindow / 2, Faithful.ShuffleWindow / 2], time.Waits);
    }

    [Fact]
    public async Task Publish_batched_sends_a_full_batch_in_one_request()
    {
        var endpoint = new ScriptedEndpoint(500);
        var options = Faithful with { MaxEventsPerBatch = 2, BatchWindow = AnswerLimit };

        await DeliverAsync(endpoint, new JumpingTime(AnswerLimit), options, Event("Incoming_1"), Event("Incoming_2"));

        Assert.Equal(2, endpoint.Requests.Count); // the failed one and its repetition, each with both events
        Assert.All(endpoint.Requests, one => Assert.Equal(2, JsonNode.Parse(one.Body)!.AsArray().Count));
        Assert.Equal(2, log.Counts.Deliveries);
    }

    [Fact]
    public async Task Publish_handshake_refused_delivers_nothing_until_it_is_taken()
    {
        var endpoint = new ScriptedEndpoint { RefusedHandshakes = 2 };

        await DeliverAsync(endpoint, new JumpingTime(AnswerLimit), Faithful, Event("Incoming_1"));

        Assert.Equal(2, log.Counts.FailedHandshakes);
        Assert.Single(endpoint.Requests);
    }

    [Fact]
    public async Task Publish_as_cloud_event_is_one_object_with_its_own_content_type()
    {
        switches.Form = new EventForm(EventSchema.CloudEvents, DataCasing.Pascal);
        var endpoint = new ScriptedEndpoint();

        await DeliverAsync(endpoint, new JumpingTime(AnswerLimit), Faithful, Event("Incoming_1"));

        var request = Assert.Single(endpoint.Requests);
        var json = JsonNode.Parse(request.Body)!;
        Assert.Equal("application/cloudevents+json; charset=utf-8", request.ContentType);
        Assert.Equal(("Incoming_1", "1.0", SmsEvent.Received), (
            (string?)json["id"], (string?)json["specversion"], (string?)json["type"]));
        Assert.Equal("hola 👋", (string?)json["data"]!["Message"]);
    }

    private static DeliveryOptions Faithful { get; } = new() { Scale = 1, AnswerLimit = AnswerLimit };

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    private static SmsEvent Event(string id) => new(
        id, SmsEvent.Received, "/phonenumber/12065550123", new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero),
        [new("messageId", id), new("message", "hola 👋")]);

    private async Task DeliverAsync(
        ScriptedEndpoint endpoint, TimeProvider time, DeliveryOptions options, params SmsEvent[] events)
    {
        using var http = new HttpClient(endpoint);
        var subscription = new EventSubscription(
            "inbound-sms", SmsEvent.Received, new Uri(
                "http://127.0.0.1/runtime/webhooks/eventgrid?functionName=InboundSms"),
            options, switches, log, work, http, time, new CountingRandom());
        foreach (var one in events) subscription.Publish(one);
        using var limit = new CancellationTokenSource(Limit);
        await work.IdleAsync(limit.Token);
    }
}
